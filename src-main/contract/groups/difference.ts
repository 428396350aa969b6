import { confidence, meanOf, varianceOf } from './mean-interval.ts';
import { fisherTail, studentQuantile } from './student-t.ts';

/** The difference of two settings, the second less the first, with the limits of its 95 % confidence interval. */
export interface Difference {
  difference: number;
  low: number;
  high: number;
  degreesOfFreedom: number;
  /** `true` means that the repeats were compared seed by seed. */
  isPaired: boolean;
}

/** The variance of a quantity that was estimated elsewhere. */
export interface KnownVariance {
  variance: number;
  degreesOfFreedom: number;
}

/** The values of repeats with the same seed in both settings. */
export interface SeedPair {
  before: number;
  after: number;
}

/**
 * The significance level of the F test that compares an earlier variance with that of the sample; an earlier variance
 * that contradicts the sample does not count.
 */
const contradiction = 0.05;

/**
 * Compares two settings by two or more pairs of repeats with the same seeds (Student's paired t test). `earlier` are
 * variances of such differences that were estimated before: those that the sample does not contradict (Fisher's F, 5 %)
 * are pooled with its own, weighted by their degrees of freedom, so that five pairs tell more.
 */
export function pairedDifference(pairs: readonly SeedPair[], earlier: readonly KnownVariance[] = []) {
  const differences = pairs.map(({ before, after }) => after - before);
  const own: KnownVariance = { variance: varianceOf(differences), degreesOfFreedom: differences.length - 1 };
  const pooled = earlier.filter((known) => agree(known, own));
  const all = [own, ...pooled];
  const degreesOfFreedom = all.reduce((sum, known) => sum + known.degreesOfFreedom, 0);
  const variance = all.reduce((sum, known) => sum + known.degreesOfFreedom * known.variance, 0) / degreesOfFreedom;
  const error = Math.sqrt(variance / differences.length);
  return { ...interval(meanOf(differences), error, degreesOfFreedom), isPaired: true, pooled: pooled.length };
}

function agree(a: KnownVariance, b: KnownVariance): boolean {
  if (a.degreesOfFreedom < 1 || a.variance === 0 || b.variance === 0) return false;
  const [more, less] = a.variance > b.variance ? [a, b] : [b, a];
  return 2 * fisherTail(more.variance / less.variance, more.degreesOfFreedom, less.degreesOfFreedom) >= contradiction;
}

/** Compares two settings by independent repeats of each, two or more, whose variances may differ (Welch 1947). */
export function independentDifference(before: readonly number[], after: readonly number[]): Difference {
  const [a, b] = [varianceOf(before) / before.length, varianceOf(after) / after.length];
  const difference = meanOf(after) - meanOf(before);
  const degreesOfFreedom =
    a + b === 0
      ? before.length + after.length - 2
      : (a + b) ** 2 / (a ** 2 / (before.length - 1) + b ** 2 / (after.length - 1));
  return { ...interval(difference, Math.sqrt(a + b), degreesOfFreedom), isPaired: false };
}

function interval(difference: number, error: number, degreesOfFreedom: number) {
  const half = error === 0 ? 0 : studentQuantile(confidence, degreesOfFreedom) * error;
  return { difference, low: difference - half, high: difference + half, degreesOfFreedom };
}

/** Tells whether the seeds alone may have made a difference. */
export const isWithinNoise = ({ low, high }: Pick<Difference, 'low' | 'high'>): boolean => low <= 0 && high >= 0;
