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
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  if (shares.length === 1) return { mean, low: null, high: null };
  const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (shares.length - 1) / shares.length);
  const reach = QUANTILES[shares.length - 2] * deviation;
  return { mean, low: Math.max(0, mean - reach), high: Math.min(1, mean + reach) };
}
