/** The rows of one series, or of a piece of one, in the order of their times. */
export interface SeriesRows {
  /** Unix milliseconds, numbers, or the numbers of the rows. */
  times: Float64Array;
  /** The values of each column; NaN where none is known. */
  columns: Float64Array[];
}

/** How values between those of a column are found: categories have no means, and keep the value before. */
export type ColumnScale = 'number' | 'category';

/** Returns the rows at some places, in the order of the places. */
export function rowsAt({ times, columns }: SeriesRows, places: Int32Array): SeriesRows {
  const at = (values: Float64Array) => Float64Array.from(places, (place) => values[place]);
  return { times: at(times), columns: columns.map(at) };
}
