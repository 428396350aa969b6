import type { SeriesRole, SeriesTime } from './series-layout.ts';

/**
 * The way between the rows of a table and the numbers of a network, fitted on the training part alone. It is to a table what the
 * tokenizer's state is to a text: plain JSON that is stored with the run, goes into bundles and exports, and says all that is needed.
 */
export type Preparation = ForecastPreparation | SequencePreparation;

/**
 * The preparation of a forecaster. Values go through three steps, each of which can be undone:
 *
 *   z = log(y + shift), where the column has a `log`, else z = y;
 *   u = (z − mean) / deviation, with the scale of the row's series and column;
 *   the target of step s is r = (u − b) / residuals[s][target], where b is what the base method forecasts.
 *
 * The network reads `window` rows, of which `inputs` says what each is made into, and `horizon` rows more where `readsHorizon`; in these
 * the values of columns that are not known ahead are 0. Its outputs are read as r. All of it but the logarithm is linear in the values and
 * in sines and cosines of time.
 */
export interface ForecastPreparation {
  version: 1;
  kind: 'forecast';
  time: PreparedTime | null;
  columns: PreparedColumn[];
  /** The places in `columns` of those that are predicted, in the order of the network's targets. */
  targets: number[];
  window: number;
  horizon: number;
  /** The rows before an origin that are needed: the window, the longest lag of an input, and what the base method looks back. */
  history: number;
  /** The season in rows, as it was found by autocorrelation; null where there is none. */
  season: number | null;
  inputs: InputChannel[];
  /** Whether the network reads the rows that it forecasts too, for what is known of them. */
  readsHorizon: boolean;
  /** The base method of each target. */
  bases: BaseMethod[];
  /** By step and target: the unit in which the network predicts what the base method leaves over. */
  residuals: number[][];
  /**
   * The same of the rows that the base method was fitted to, of which it leaves less: the unit of targets that the network learns from, so
   * that it does not take the base method for better than it is. Left out where it is that of `residuals`.
   */
  trainingResiduals?: number[][] | undefined;
  /** Windows that an epoch reads, others in each, where there are more of them. Left out where an epoch reads all. */
  epochWindows?: number | undefined;
  series: SeriesScales[];
  /** By step, target and level; null means that nothing is to be corrected. */
  calibration: Calibration[][][] | null;
  /** The choices that were made, and why. */
  reasons: PreparationReason[];
}

/** The time of rows; the phase of cycles is counted from `origin`, in the unit of the stored times. */
export interface PreparedTime extends SeriesTime {
  origin: number;
}

export interface PreparedColumn {
  name: string;
  role: SeriesRole;
  /** A column of categories is read as one input for each. */
  categories: string[] | null;
  /** Its values are read as log(value + shift). Null for values that are read as they are. */
  log: { shift: number } | null;
}

/** Something that is known of a row without its past: of the rows to forecast, too. */
export type KnownInput =
  /** The sine or cosine of 2π · harmonic · (time − origin) / period; the period is in the unit of the stored times. */
  | { kind: 'cycle'; period: number; harmonic: number; wave: 'sine' | 'cosine' }
  /** The u of a known-ahead column of numbers. */
  | { kind: 'known'; column: number }
  /** 1 where the value of a known-ahead column is this category, else 0. */
  | { kind: 'known-category'; column: number; category: number };

/** One number of each step that the network reads. */
export type InputChannel =
  | KnownInput
  /**
   * (u[t − lag] − reference) · gain of a column, 0 where t − lag is not before the origin. The reference is u[t − lag − rows] where `minus`
   * is a lag, and the mean of the last `rows` u before the origin where it is a mean: the level from where a forecast starts.
   */
  | { kind: 'value'; column: number; lag: number; minus: Reference | null; gain: number }
  /** 1 where the value of a column is this category and the row is before the origin, else 0. */
  | { kind: 'category'; column: number; category: number }
  /** 1 at the rows to forecast, else 0. */
  | { kind: 'ahead' };

export interface Reference {
  kind: 'lag' | 'mean';
  rows: number;
}

/**
 * A forecast of u that is linear in the past, for each step s from 0 on:
 *
 *   b[s] = e(o + s) + bias + Σ_i weights[i] · (u[o − 1 − lags[i]] − e(o − 1 − lags[i]))
 *
 * where o is the origin, the first row to forecast, and e(t) = Σ_n effects[n].weight · the known input of row t. Naive, drift, seasonal
 * naive and autoregressive methods are of this form.
 */
export interface BaseMethod {
  name: BaseMethodName;
  effects: { of: KnownInput; weight: number }[];
  steps: { lags: number[]; weights: number[]; bias: number }[];
}

type BaseMethodName = 'zero' | 'naive' | 'seasonal-naive' | 'drift' | 'mean' | 'linear';

/** The scale of each column of one series; categories have a mean of 0 and a deviation of 1. */
export interface SeriesScales {
  name: string | null;
  scales: ColumnScale[];
}

export interface ColumnScale {
  mean: number;
  /** Never 0. */
  deviation: number;
}

/** A quantile is corrected to median + factor · (quantile − median) + margin, in u. */
interface Calibration {
  factor: number;
  margin: number;
}

/** The preparation of sequences that a classifier reads: standardised numbers, and one input for each category. */
export interface SequencePreparation {
  version: 1;
  kind: 'sequences';
  columns: (Pick<PreparedColumn, 'name' | 'categories'> & { scale: ColumnScale })[];
  classes: string[];
  reasons: PreparationReason[];
}

/** A choice of the preparation and its cause, for a sentence in each language. */
export interface PreparationReason {
  code: PreparationReasonCode;
  values: Record<string, string | number>;
}

type PreparationReasonCode = (typeof preparationReasonCodes)[number];

export const preparationReasonCodes = [
  /** column, ratio: the largest value is `ratio` times the smallest. */
  'log-range',
  /** column, count: values that are not above 0. */
  'no-log-negative',
  /** column. */
  'no-log-range',
  /** column, share: of the error of forecasts without a logarithm that the error of those with one is. */
  'log-better',
  'no-log-better',
  /** rows, correlation. */
  'season-found',
  /** rows: the season follows from the step of time. */
  'season-of-calendar',
  'season-none',
  /** column, rows. */
  'difference-season',
  /** column. */
  'difference-last',
  'difference-none',
  /** rows. */
  'window-seasons',
  /** rows. */
  'window-usual',
  /** rows: as much as the series has. */
  'window-short',
  /** rows. */
  'window-given',
  /** rows. */
  'horizon-given',
  /** rows. */
  'horizon-season',
  /** rows. */
  'horizon-usual',
  /** column, method, error: the mean absolute error of its forecasts of the training part. */
  'base-best',
  /** column, methods: their names, the one with the largest share first. */
  'base-average',
  /** column, waves: of time, and known-ahead columns, that the base method takes into account. */
  'base-profile',
  /** column, share: of the error of the last value that the base method's is, in rows that it was not fitted to. */
  'base-error',
  /** column, rows, all: the base method is fitted to so many rows, the last ones of each series. */
  'base-latest-rows',
  /** cycles: their names. */
  'calendar-read',
  /** windows, all: an epoch reads so many windows of all that there are. */
  'epoch-sampled',
  /** coverage: the share of the validation part that the bands held before they were corrected. */
  'bands-calibrated',
] as const;
