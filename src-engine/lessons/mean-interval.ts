/** A mean of several seeds with its 95 % interval by Student's t, both ends null where one seed says nothing about others. */
export interface MeanInterval {
  mean: number;
  low: number | null;
  high: number | null;
}

/** The 97.5 % quantiles of Student's t for 1, 2, … degrees of freedom. */
const QUANTILES = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
/** The most values that there is a quantile for. */
export const MOST_SEEDS = QUANTILES.length + 1;

/** Returns the mean of 1 to MOST_SEEDS shares. Its interval never reaches beyond 0 and 1. */
export function meanInterval(shares: readonly number[]): MeanInterval {
  const { mean, low, high } = intervalOfMean(shares);
  if (low === null || high === null) return { mean, low, high };
  return { mean, low: Math.max(0, low), high: Math.min(1, high) };
}

/** Returns the mean of 1 to MOST_SEEDS numbers. */
export function intervalOfMean(values: readonly number[]): MeanInterval {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return { mean, low: null, high: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (values.length - 1) / values.length);
  const reach = QUANTILES[values.length - 2] * deviation;
  return { mean, low: mean - reach, high: mean + reach };
}
