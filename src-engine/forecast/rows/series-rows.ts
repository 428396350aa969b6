/** The rows of one piece of a series, as they are in the table. */
export interface SeriesRows {
  /** The name of the series; null where there is but one. */
  series: string | null;
  rows: number;
  /** The number of rows, from the first on, of which all values are known. Those after them are plans. */
  known: number;
  /** The last of the known rows, which validate; left out where a share of all is held back. */
  heldBack?: number;
  /** (rows): as they are stored, see SeriesLayout; places of rows in the piece where there is no time. */
  time: Float64Array;
  /** (rows) for each column, in the order of the layout: numbers, or places of categories; NaN where a value is not known. */
  values: readonly Float64Array[];
}
