import type { RungUnit } from '../../contract/sweeps/sweep-records.ts';

/** The lengths at which the runs of a sweep end early. */
export interface RungPlan {
  unit: RungUnit;
  /** One in this many runs goes on from a rung to the next. */
  reduction: number;
  /** The lengths of the rungs, ascending; empty where a whole training is no longer than the first rung. */
  counts: number[];
}

/** Returns the lengths below `whole`, each `reduction` times the one before. */
export function planRungs({
  unit,
  first,
  whole,
  reduction,
}: {
  unit: RungUnit;
  first: number;
  whole: number;
  reduction: number;
}): RungPlan {
  const counts: number[] = [];
  for (let count = first; count < whole; count *= reduction) counts.push(count);
  return { unit, reduction, counts };
}

/** A run of a sweep. */
export interface Climber {
  id: string;
  /**
   * The rung at which the run ends early; null means that it trains to its end, or that a person has taken it out of
   * the halving.
   */
  rung: number | null;
  /** `true` means that the run has reached that rung and waits there. */
  isWaiting: boolean;
  /** The run's loss at each rung; null means that it has not come there yet, and ∞ that it never will. */
  losses: (number | null)[];
}

/**
 * Returns the runs that may go on, those of the highest rung first: on each rung, the best one in `reduction` of the
 * runs that have come there, as far as they have not gone on already (asynchronous successive halving, Li et al. 2020,
 * algorithm 2: no run waits for others to come). `isQuiet` means that nothing of the sweep trains or waits for its turn
 * any more; then at least one run goes on from each rung, so that the best run of a small sweep comes to its end.
 */
export function promotable(climbers: readonly Climber[], { counts, reduction }: RungPlan, isQuiet: boolean): Climber[] {
  return [...counts.keys()].toReversed().flatMap((rung) => {
    const arrived = climbers.filter(({ losses }) => (losses[rung] ?? null) !== null);
    const count = Math.max(Math.floor(arrived.length / reduction), isQuiet ? 1 : 0);
    const best = arrived.toSorted((a, b) => Number(a.losses[rung]) - Number(b.losses[rung]) || 0).slice(0, count);
    return best.filter((run) => run.rung === rung && run.isWaiting && run.losses[rung] !== Infinity);
  });
}
