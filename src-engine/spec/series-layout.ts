/** Units of the step from one row of a series to the next; `weekday` passes over Saturdays and Sundays. */
export const timeUnits = ['second', 'minute', 'hour', 'day', 'weekday', 'month', 'year', 'number'] as const;

export type TimeUnit = (typeof timeUnits)[number];

/**
 * The time between two rows: so many of a unit. Days and longer follow the calendar; a quarter is three months, a week seven days.
 * `number` is for times that are plain numbers.
 */
export interface TimeStep {
  unit: TimeUnit;
  count: number;
  /** For months and years: the day of the month, 1 to 31; shorter months have the row on their last day. */
  day?: number;
  /** For numbers: the decimals that they are written with. */
  decimals?: number;
}

/** The column that says when a row is. Dates are stored as Unix milliseconds (UTC), other times as the numbers that they are. */
export interface SeriesTime {
  name: string;
  kind: 'date' | 'number';
  /**
   * The zone that dates are shown in: an IANA name, `UTC` or an offset. `null` means that times are numbers, or what the clocks of an
   * unnamed zone show, as if they were those of UTC.
   */
  zone: string | null;
  step: TimeStep;
}

/** The meaning of times, whatever their column is called. */
export type TimeAxis = Omit<SeriesTime, 'name'>;

/**
 * `predict` is for values to forecast, whose past is read too; `read` for values that are known up to now alone; `known-ahead` for values
 * that are known for the time that is forecast as well, such as plans.
 */
export type SeriesRole = 'predict' | 'read' | 'known-ahead';

export interface SeriesColumn {
  name: string;
  role: SeriesRole;
  /** The categories of a column that holds some, whose values are their places here; null for numbers. Predicted columns are numbers. */
  categories: string[] | null;
}

/**
 * The meaning of the columns and rows of a content `series`. The content is UTF-8 CSV with commas and a header: the time, if there is
 * one, comes first, then the columns in this order. Rows are grouped by piece and in order of time, a constant step apart within a piece.
 * An empty cell is a value that is not known.
 */
export interface SeriesLayout {
  version: 1;
  /** Null means that rows are counted. */
  time: SeriesTime | null;
  columns: SeriesColumn[];
  /**
   * A series, or the part of one up to a gap, in the order of the content. In `known` rows all values are known; those after them are
   * plans, with values of known-ahead columns only.
   */
  pieces: SeriesPiece[];
  /** The number of rows to forecast, if a person said so. */
  horizon: number | null;
}

export interface SeriesPiece {
  /** The name of the series; null where there is but one. */
  series: string | null;
  rows: number;
  known: number;
  /** The last of the known rows, which are a validation part of their own; left out where there is none. */
  heldBack?: number;
}

/** The meaning of a content `labelled-series`, whose CSV is that of a content `series`; its columns are all read. */
export interface LabelledSeriesLayout {
  version: 1;
  time: SeriesTime | null;
  columns: Pick<SeriesColumn, 'name' | 'categories'>[];
  classes: string[];
  /** One sequence each, in the order of the content; `label` is a place in `classes`. */
  pieces: { series: string | null; rows: number; label: number }[];
  /** The last sequences, which are a validation part of their own; left out where there is none. */
  heldBack?: number;
}
