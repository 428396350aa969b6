import type { LessonClaim } from './lesson-experiment.ts';
import { intervalOfMean } from './mean-interval.ts';
import type { MeanInterval } from './mean-interval.ts';

/** A claim beside the figure as it was measured. */
export interface JudgedClaim extends MeanInterval {
  claim: LessonClaim;
  /** The whole interval lies within the claim's bounds, or with a single seed its value. */
  holds: boolean;
}

/** Returns each figure's mean over several runs of an experiment. Throws where a run lacks a figure of the first one. */
export function meanFigures(runs: readonly Readonly<Record<string, number>>[]): Record<string, MeanInterval> {
  const names = Object.keys(runs[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, intervalOfMean(valuesOf(runs, name))]));
}

/** Judges claims by the figures of several runs of an experiment. Throws where a run lacks the figure of a claim. */
export function judgeClaims(
  claims: readonly LessonClaim[],
  runs: readonly Readonly<Record<string, number>>[],
): JudgedClaim[] {
  return claims.map((claim) => {
    const { atLeast = -Infinity, atMost = Infinity } = claim;
    const interval = intervalOfMean(valuesOf(runs, claim.figure));
    const { mean, low, high } = interval;
    return { claim, ...interval, holds: (low ?? mean) >= atLeast && (high ?? mean) <= atMost };
  });
}

function valuesOf(runs: readonly Readonly<Record<string, number>>[], name: string): number[] {
  return runs.map((figures) => {
    if (!Number.isFinite(figures[name])) throw new Error(`The figure ${name} of an experiment is ${figures[name]}.`);
    return figures[name];
  });
}
