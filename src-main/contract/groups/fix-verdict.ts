import { z } from 'zod';
import { minimalImprovement } from '../minimal-improvement.ts';
import { isWithinNoise, pairedDifference, type KnownVariance, type SeedPair } from './difference.ts';
import { meanOf } from './mean-interval.ts';

const fixOutcomes = ['helped', 'no-effect', 'harmed', 'too-noisy'] as const;

/** The judgement on a change of a training, from repeats with and without it. Smaller losses are better. */
export const fixVerdict = z.object({
  outcome: z.enum(fixOutcomes),
  /**
   * The mean over the pairs of the loss with the change less the loss without it, and the limits of its 95 % interval.
   */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  /** The largest difference, in either direction, that does not matter to a person. */
  margin: z.number(),
  /** The mean loss without the change. */
  before: z.number(),
  pairs: z.int(),
  degreesOfFreedom: z.number(),
  /** The number of earlier variances of the same model that were pooled with that of these pairs. */
  pooled: z.int(),
});

/** The least share of a loss that counts as a difference. */
const tellingShare = 0.01;

/**
 * Judges a change by pairs of trainings with the same seeds. It helped or harmed if the 95 % interval of the mean
 * difference does not contain 0; otherwise it has no effect if the whole interval is too narrow for any difference that
 * counts (two one-sided tests, Schuirmann 1987), and if it is wider, the seeds are too noisy to say. Returns null for
 * fewer than two pairs.
 */
export function judgeFix(pairs: readonly SeedPair[], earlier: readonly KnownVariance[] = []): FixVerdict | null {
  if (pairs.length < 2) return null;
  const { difference, low, high, degreesOfFreedom, pooled } = pairedDifference(pairs, earlier);
  const before = meanOf(pairs.map((pair) => pair.before));
  const margin = Math.max(minimalImprovement(before), tellingShare * Math.abs(before));
  return {
    outcome: outcomeOf({ low, high }, margin),
    difference,
    low,
    high,
    margin,
    before,
    pairs: pairs.length,
    degreesOfFreedom,
    pooled,
  };
}

function outcomeOf({ low, high }: { low: number; high: number }, margin: number): FixOutcome {
  if (!isWithinNoise({ low, high })) return high < 0 ? 'helped' : 'harmed';
  return Math.max(-low, high) <= margin ? 'no-effect' : 'too-noisy';
}

export type FixOutcome = (typeof fixOutcomes)[number];
export type FixVerdict = z.infer<typeof fixVerdict>;
