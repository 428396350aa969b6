import type { SeriesRows } from '../../../src-engine/forecast/rows/series-rows.ts';
import { formatTime } from '../../../src-engine/forecast/time/format-time.ts';
import { nextTimes } from '../../../src-engine/forecast/time/next-times.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { createStream } from '../../../src-engine/random/stream.ts';

/** Rows of each series as they could be in the table, in its units; the last `planned` have values of known-ahead columns only. */
export function drawTable({ preparation }: TrainedModel, known: number, planned: number): SeriesRows[] {
  if (preparation?.kind !== 'forecast') throw new Error('This network forecasts nothing.');
  const { columns, series, time } = preparation;
  const rows = known + planned;
  const times = time === null ? [] : [time.origin, ...nextTimes({ axis: time, last: time.origin, count: rows - 1 })];
  return series.map(({ name, scales }, n) => {
    const random = createStream(3, 'table', n);
    const values = columns.map(({ categories, log, role }, column) =>
      Float64Array.from({ length: rows }, (_, row) => {
        const normal = random.normal();
        if (row >= known && role !== 'known-ahead') return NaN;
        if (categories !== null) return Math.abs(Math.round(normal * 10)) % categories.length;
        const z = scales[column].mean + scales[column].deviation * normal;
        return Number((log === null ? z : Math.exp(z) - log.shift).toPrecision(9));
      }),
    );
    const counted = Float64Array.from({ length: rows }, (_, row) => times[row] ?? row);
    return { series: name, rows, known, time: counted, values };
  });
}

/** A table with a semicolon between its cells, and decimal commas. */
export function csvOf({ preparation }: TrainedModel, pieces: readonly SeriesRows[]): string {
  if (preparation?.kind !== 'forecast') throw new Error('This network forecasts nothing.');
  const { columns, time } = preparation;
  const cell = (value: number, categories: string[] | null) =>
    Number.isNaN(value) ? '' : (categories?.[value] ?? String(value).replace('.', ','));
  const lines = pieces.flatMap(({ series, rows, time: times, values }) =>
    Array.from({ length: rows }, (_, row) => [
      series === null ? '' : `"${series.replaceAll('"', '""')}"`,
      String(time === null ? row : formatTime(time, times[row])),
      ...columns.map(({ categories }, column) => cell(values[column][row], categories)),
    ]),
  );
  const header = ['shop', time?.name ?? 'row', ...columns.map(({ name }) => name)];
  return [header, ...lines].map((cells) => `${cells.join(';')}\n`).join('');
}
