import { z } from 'zod';
import { minimalImprovement } from '../minimal-improvement.ts';
import { isWithinNoise, pairedDifference, type KnownVariance, type SeedPair } from './difference.ts';
import { meanOf } from './mean-interval.ts';

const fixOutcomes = ['helped', 'no-effect', 'harmed', 'too-noisy'] as const;

/** The judgement on a change of a training, from repeats with and without it. Losses: the smaller, the better. */
export const fixVerdict = z.object({
  outcome: z.enum(fixOutcomes),
  /** Mean of the loss with the change less that without it, over the pairs, and the limits of its 95 % interval. */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  /** Differences up to this one, either way, make no difference to a person. */
  margin: z.number(),
  /** The mean loss without the change. */
  before: z.number(),
  pairs: z.int(),
  degreesOfFreedom: z.number(),
  /** The earlier repeats of the same model whose variances were pooled with that of these pairs. */
  pooled: z.int(),
});

/** The share of a loss that counts as a difference. */
const tellingShare = 0.01;

/**
 * Judges a change by pairs of trainings with the same seeds. It helped or harmed where the 95 % interval of the mean difference has no 0
 * in it; otherwise it has no effect where the whole interval is too narrow for any that counts (two one-sided tests, Schuirmann 1987),
 * and where it is wider, the seeds are too noisy to say. Returns null for fewer than two pairs.
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
