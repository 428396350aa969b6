import { readSeries, type Series } from '../../../src-engine/forecast/series-content.ts';
import type { SeriesRows } from '../../../src-engine/forecast/rows/series-rows.ts';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { SeriesLayout } from '../../../src-engine/spec/series-layout.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import { StudioError } from '../../contract/errors.ts';
import { addRows, type AddedRows } from '../../../src-engine/forecast/rows/add-rows.ts';

/** Rows of numbers over time, with their meaning. Of the layout only the pieces are in `pieces` instead. */
export interface RunRows extends AddedRows {
  layout: SeriesLayout;
  /** The pieces of the dataset alone; none where only new rows are there. */
  own: SeriesRows[];
  /** The names of the series that new rows are of; null where there are no new rows. */
  added: Set<string | null> | null;
}

/** Reads numbers over time. Throws `invalid-data` for other contents. */
export function rowsOfContent(content: DatasetContent): Series {
  if (taskFacts.regression.datasets.includes(content.kind) && content.kind !== 'sequences') return readSeries(content);
  throw new StudioError('invalid-data', 'There are no numbers over time in it. Choose other data.', {
    reason: taskFacts.regression.needs.reason,
  });
}

/** Adds the rows of a file to those of a dataset; columns belong together by their names. Throws `invalid-data` where they do not. */
export function withNewRows(own: Series | null, file: (Series & { name: string }) | null): RunRows {
  if (file === null) {
    if (own === null) throw new Error('There are neither rows of a dataset nor new ones.');
    return { layout: own.layout, pieces: own.pieces, own: own.pieces, newFrom: new Map(), added: null };
  }
  const added = new Set(file.pieces.map(({ series }) => series));
  if (own === null) {
    const newFrom = new Map(Array.from(added, (series) => [series, 0]));
    return { layout: file.layout, pieces: file.pieces, own: [], newFrom, added };
  }
  const { layout } = own;
  if ((layout.time?.kind ?? null) !== (file.layout.time?.kind ?? null)) throw otherTimes(file.name, layout);
  const pieces = file.pieces.map((piece) => ({ ...piece, values: valuesAs(layout, file, piece) }));
  return { layout, own: own.pieces, added, ...addRows(own.pieces, pieces, layout.time) };
}

/** The values of a file's rows in the order of a layout, and with its places of categories. */
function valuesAs(
  layout: SeriesLayout,
  file: { name: string; layout: SeriesLayout },
  { values }: SeriesRows,
): Float64Array[] {
  return layout.columns.map(({ name, categories }) => {
    const place = file.layout.columns.findIndex((column) => column.name === name);
    if (place < 0) throw noSuchColumn(name, file.layout);
    const found = file.layout.columns[place].categories;
    if (categories === null) return values[place];
    const places = (found ?? []).map((category) => categories.indexOf(category));
    return values[place].map((value) => {
      const known = Number.isNaN(value) ? NaN : (places[value] ?? -1);
      if (known < 0) throw unknownCategory(file.name, name, found?.[value] ?? String(value), categories);
      return known;
    });
  });
}

function noSuchColumn(column: string, { columns: found }: SeriesLayout): StudioError {
  const columns = found.map(({ name }) => name).join(', ');
  return new StudioError('invalid-data', `There is no column “${column}”. The columns are ${columns}.`, {
    reason: 'no-such-column',
    column,
    columns,
  });
}

function otherTimes(name: string, { time }: SeriesLayout): StudioError {
  const message =
    time === null
      ? `${name} has times, and the network has learnt from rows that are only counted. Leave the column of times out.`
      : `${name} has no times like those that the network has learnt from, which are in the column “${time.name}”.`;
  return new StudioError('invalid-data', message, { reason: 'other-times', name });
}

/** Throws `invalid-data`: the network has no input for it. */
export function unknownCategory(name: string, column: string, value: string, known: readonly string[]): StudioError {
  const categories = known.slice(0, 10).join(', ');
  const message = `${name} has “${value}” in “${column}”, which the network has never seen there. It knows ${categories}.`;
  return new StudioError('invalid-data', message, {
    reason: 'unknown-category',
    name,
    column,
    value,
    known: categories,
  });
}
