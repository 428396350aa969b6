import type { RunResult } from '../results.ts';

/** The largest share by which a healthy network may be worse than the best one with its data and its budget. */
const NEAR_BEST = 0.05;
/** The difference in nats that does not count, since losses near zero differ by more than the share for no reason. */
const NEGLIGIBLE = 0.02;
/**
 * The share of the loss of chance by which the best of a group must be better, or else no run of the group is healthy.
 */
const LEAST_LEARNT = 0.1;

/**
 * Returns the runs without a planted fault that are about as good as the best one with their text and budget, group by
 * group.
 */
export function healthyGroups(runs: readonly RunResult[]): RunResult[][] {
  const candidates = runs.filter(({ group }) => group !== null);
  return [...Map.groupBy(candidates, ({ group }) => group).values()].flatMap((group) => {
    const losses = group.flatMap(({ best }) => best ?? []);
    const best = Math.min(...losses);
    const hasLearnt = group.every(({ chance }) => chance === null || best < (1 - LEAST_LEARNT) * chance);
    if (!hasLearnt) return [];
    const limit = Math.max(best * (1 + NEAR_BEST), best + NEGLIGIBLE);
    const healthy = group.filter(({ last, outcome }) => outcome !== 'diverged' && last !== null && last <= limit);
    return healthy.length === 0 ? [] : [healthy];
  });
}
