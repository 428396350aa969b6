/** The way in which a forecaster says what is likely. */
export type ForecastHead =
  /** A value for each of these levels, ascending and between 0 and 1, 0.5 among them; learnt by the pinball loss. */
  | { type: 'quantiles'; levels: number[] }
  /** A mean and a standard deviation, the softplus of the second output; learnt by the Gaussian negative log-likelihood. */
  | { type: 'gaussian' }
  /** One value; learnt by the absolute error, so that it is a median. */
  | { type: 'value' };

/**
 * The input and output of a forecaster, as a part of its model. Outputs are (B, horizon × targets × head), where the place of an output is
 * ((step · targets) + target) · head + n; `head` is the number of levels, 2 or 1.
 */
export interface ForecastSpec {
  /** The rows of history that the network reads; null until a run's start fits it to the data. */
  window: number | null;
  /** The rows that it forecasts at once; null until a run's start fits it to the data. */
  horizon: number | null;
  /** The number of columns that are predicted. */
  targets: number;
  head: ForecastHead;
}
