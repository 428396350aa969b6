import { normalQuantile } from '../normal-quantile.ts';

/** Scores of so many times their usual width are not of usual values, whatever is usual. */
const PLAINLY_AN_ANOMALY = 6;
/** This many values above a threshold tell it by their ranks. */
const ENOUGH_ABOVE = 2;
/** The ranks at which the width of the scores is measured: above them anomalies may be among the values. The widest counts; few values have the first alone. */
const TAIL_RANKS = [0.5, 0.8, 0.95];

/**
 * Returns the score that the share `falseAlarms` of usual values exceed: the rank of split conformal prediction (Vovk, Gammerman & Shafer
 * 2005), or, of too few scores for that, the point at which the tail of a normal distribution of their width is that thin. Scores that are plainly of
 * anomalies are left out. 0 without scores.
 */
export function findThreshold(
  scores: readonly number[],
  falseAlarms: number,
): { score: number; from: 'ranks' | 'tail' } {
  const sorted = usualScores(scores.toSorted((left, right) => left - right));
  const count = sorted.length;
  if (scores.length * falseAlarms >= ENOUGH_ABOVE) {
    const rank = Math.min(count, Math.ceil((count + 1) * (1 - falseAlarms)));
    return { score: sorted[rank - 1], from: 'ranks' };
  }
  return { score: tailQuantile(sorted, 1 - falseAlarms), from: 'tail' };
}

/** The scores that are not plainly of anomalies: those among the values to find a threshold on would hide the others. */
function usualScores(sorted: readonly number[]): readonly number[] {
  if (sorted.length === 0) return sorted;
  const width = sorted[Math.floor((sorted.length - 1) / 2)] / absoluteNormalQuantile(0.5);
  const usual = sorted.filter((score) => score <= PLAINLY_AN_ANOMALY * width);
  return usual.length > 0 ? usual : sorted;
}

/** Scores are distances from a median, so that they are like the absolute values of normal deviates of some scale. */
function tailQuantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return 0;
  const ranks = TAIL_RANKS.filter((rank) => rank === TAIL_RANKS[0] || (1 - rank) * sorted.length >= 1);
  const scales = ranks.map((rank) => sorted[Math.ceil(rank * sorted.length) - 1] / absoluteNormalQuantile(rank));
  return Math.max(...scales) * absoluteNormalQuantile(share);
}

/** The value that the absolute value of a standard normal deviate is below with this probability. */
function absoluteNormalQuantile(probability: number): number {
  return normalQuantile((1 + probability) / 2);
}
