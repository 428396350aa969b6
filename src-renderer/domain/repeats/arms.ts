import {
  independentDifference,
  pairedDifference,
  type Difference,
} from '../../../src-main/contract/groups/difference.ts';
import { meanInterval, type MeanInterval } from '../../../src-main/contract/groups/mean-interval.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';

/** The runs of one setting, which differ only in their seeds, if at all. */
export interface Arm {
  id: string;
  name: string;
  runs: RunRecord[];
}

/**
 * Returns the runs as groups of repeats, in the order of their first runs; a run that is in no group forms one alone.
 */
export function armsOf(runs: readonly RunRecord[], nameOf: (run: RunRecord) => string = ({ name }) => name): Arm[] {
  return [...Map.groupBy(runs, ({ id, group }) => group?.id ?? id)].map(([id, members]) => {
    const [first] = members;
    return {
      id,
      name: members.length > 1 ? (first?.group?.name ?? '') : first === undefined ? '' : nameOf(first),
      runs: members,
    };
  });
}

/** Returns the figure of a run that is over; null means that it has none. */
export type FigureOf = (run: RunRecord) => number | null;

/** Returns the figures of the runs that are over, by their seeds. */
function figuresBySeed({ runs }: Arm, figureOf: FigureOf): Map<number, number> {
  const over = runs.filter(({ outcome }) => outcome !== null);
  return new Map(
    over.flatMap((run) => {
      const figure = figureOf(run);
      return figure === null || !Number.isFinite(figure) ? [] : [[run.train.seed, figure] as const];
    }),
  );
}

export const armInterval = (arm: Arm, figureOf: FigureOf): MeanInterval | null =>
  meanInterval([...figuresBySeed(arm, figureOf).values()]);

/**
 * Returns the difference of an arm from another one, seed by seed where both have the same seeds. Null means that one
 * of them has fewer than two runs that are over, so that the effect of the seeds alone is not known.
 */
export function armDifference(from: Arm, to: Arm, figureOf: FigureOf): Difference | null {
  const before = figuresBySeed(from, figureOf);
  const after = figuresBySeed(to, figureOf);
  if (before.size < 2 || after.size < 2) return null;
  const shared = [...before.keys()].filter((seed) => after.has(seed));
  if (shared.length < before.size || shared.length < after.size)
    return independentDifference([...before.values()], [...after.values()]);
  return pairedDifference(shared.map((seed) => ({ before: before.get(seed) ?? NaN, after: after.get(seed) ?? NaN })));
}
