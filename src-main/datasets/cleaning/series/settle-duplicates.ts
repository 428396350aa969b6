import { rowsAt, type ColumnScale, type SeriesRows } from './series-rows.ts';

/** Keeps one of rows that have the same time: the first, the last, or the mean of the values that are known. Of categories the last. */
export function settleDuplicates(
  rows: SeriesRows,
  treatment: 'first' | 'last' | 'mean',
  scales: readonly ColumnScale[],
): SeriesRows {
  const { times } = rows;
  const starts = Int32Array.from(times.keys()).filter((n) => n === 0 || times[n] !== times[n - 1]);
  const ends = starts.map((_, n) => (n + 1 < starts.length ? starts[n + 1] : times.length) - 1);
  if (treatment === 'first') return rowsAt(rows, starts);
  const last = rowsAt(rows, ends);
  if (treatment === 'last') return last;
  const columns = last.columns.map((values, place) =>
    scales[place] === 'category'
      ? values
      : values.map((_, n) => meanOf(rows.columns[place].subarray(starts[n], ends[n] + 1))),
  );
  return { times: last.times, columns };
}

function meanOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
