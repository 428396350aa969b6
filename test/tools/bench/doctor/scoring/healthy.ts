import type { RunResult } from '../results.ts';

/** A run is healthy if its network is at most so much worse than the best that was trained on its data with its budget. */
const NEAR_BEST = 0.05;
/** Losses that are nearly nothing differ by more than that for no reason: so many nats do not count. */
const NEGLIGIBLE = 0.02;
/** Where not even the best of a group has learnt so much of what chance leaves open, none of it is healthy. */
const LEAST_LEARNT = 0.1;

/** Returns the runs without a planted fault that are as good as their text's best known at their budget, group by group. */
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
