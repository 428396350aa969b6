import type { RungUnit } from '../../contract/sweeps/sweep-records.ts';

/** The lengths at which the runs of a sweep end early. */
export interface RungPlan {
  unit: RungUnit;
  /** One in so many runs goes on from a rung to the next. */
  reduction: number;
  /** Ascending; none where a whole training is no longer than the first. */
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
  /** The rung at which it ends early; null means that it trains to its end, or that a person has taken it out of the halving. */
  rung: number | null;
  /** It has come to that rung and waits there. */
  isWaiting: boolean;
  /** Its loss at each rung: null where it has not come there, ∞ where it never will. */
  losses: (number | null)[];
}

/**
 * Returns the runs that may go on, those of the highest rung first: on each rung, of the runs that have come there the best one in
 * `reduction`, as far as they are not on their way already (asynchronous successive halving, Li et al. 2020, algorithm 2: no run waits
 * for others to come). `isQuiet`: nothing of the sweep trains or waits for its turn any more; then one goes on from each rung at least,
 * so that the best run of a small sweep comes to its end.
 */
export function promotable(climbers: readonly Climber[], { counts, reduction }: RungPlan, isQuiet: boolean): Climber[] {
  return [...counts.keys()].toReversed().flatMap((rung) => {
    const arrived = climbers.filter(({ losses }) => (losses[rung] ?? null) !== null);
    const count = Math.max(Math.floor(arrived.length / reduction), isQuiet ? 1 : 0);
    const best = arrived.toSorted((a, b) => Number(a.losses[rung]) - Number(b.losses[rung]) || 0).slice(0, count);
    return best.filter((run) => run.rung === rung && run.isWaiting && run.losses[rung] !== Infinity);
  });
}
