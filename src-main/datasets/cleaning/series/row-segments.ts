import type { SeriesRows } from './series-rows.ts';

/** Returns the part from one place to before another. */
export function partOf(rows: SeriesRows, start: number, end: number): SeriesRows {
  return {
    times: rows.times.subarray(start, end),
    columns: rows.columns.map((values) => values.subarray(start, end)),
  };
}

/** Tells whether a row has a value in each of these columns. */
function isWhole({ columns }: SeriesRows, row: number, places: readonly number[]): boolean {
  return places.every((place) => !Number.isNaN(columns[place][row]));
}

/** Cuts rows into runs without a missing value. Rows with one are left out. */
export function wholeRuns(rows: SeriesRows, places: readonly number[]): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = [];
  let start = -1;
  for (let row = 0; row <= rows.times.length; row++) {
    const goesOn = row < rows.times.length && isWhole(rows, row, places);
    if (goesOn && start < 0) start = row;
    if (goesOn || start < 0) continue;
    runs.push({ start, end: row });
    start = -1;
  }
  return runs;
}
