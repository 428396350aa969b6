import type { SeriesRows } from '../../../src-engine/forecast/rows/series-rows.ts';
import { timeAfter } from '../../../src-engine/forecast/time/next-times.ts';
import type { SeriesLayout } from '../../../src-engine/spec/series-layout.ts';
import { StudioError } from '../../contract/errors.ts';
import type { ForecastInput } from '../../contract/forecasting/forecast-records.ts';
import { unknownCategory } from '../../datasets/content/new-rows.ts';

/**
 * Puts other values into known-ahead columns, from a row on; rows that there are not yet are added. Throws `invalid-data` for a column that
 * is not known ahead, and for a value that it cannot have.
 */
export function changePlans(
  piece: SeriesRows,
  from: number,
  { columns, time }: SeriesLayout,
  plans: ForecastInput['knownAhead'],
): SeriesRows {
  if (plans.length === 0) return piece;
  const rows = Math.max(piece.rows, ...plans.map(({ values }) => from + values.length));
  const changed = {
    ...piece,
    rows,
    time: longerTime(piece, rows, time),
    values: piece.values.map((column) => longer(column, rows)),
  };
  for (const { column: name, values } of plans) {
    const place = columns.findIndex((column) => column.name === name && column.role === 'known-ahead');
    if (place < 0) throw notAhead(name, columns);
    values.forEach((value, step) => {
      if (value !== null) changed.values[place][from + step] = numberOf(value, columns[place]);
    });
  }
  return changed;
}

function longer(values: Float64Array, rows: number): Float64Array {
  const all = new Float64Array(rows).fill(NaN);
  all.set(values);
  return all;
}

function longerTime({ time, rows: known }: SeriesRows, rows: number, axis: SeriesLayout['time']): Float64Array {
  const all = longer(time, rows);
  const at = timeAfter({ axis, last: time[known - 1] });
  for (let row = known; row < rows; row++) all[row] = at(row - known + 1);
  return all;
}

function numberOf(value: number | string, { name, categories }: SeriesLayout['columns'][number]): number {
  const number = categories === null ? Number(value) : categories.indexOf(String(value));
  if (categories !== null && number < 0) throw unknownCategory('The plan', name, String(value), categories);
  if (!Number.isNaN(number) && value !== '') return number;
  const message = `“${value}” in “${name}” is no number.`;
  throw new StudioError('invalid-data', message, { reason: 'no-number', column: name, value: String(value) });
}

function notAhead(column: string, columns: SeriesLayout['columns']): StudioError {
  const names = columns.filter(({ role }) => role === 'known-ahead').map(({ name }) => name);
  const message =
    names.length === 0
      ? `“${column}” is not known ahead, and neither is another column of this table.`
      : `“${column}” is not known ahead. The columns that are: ${names.join(', ')}.`;
  return new StudioError('invalid-data', message, { reason: 'not-known-ahead', column, columns: names.join(', ') });
}
