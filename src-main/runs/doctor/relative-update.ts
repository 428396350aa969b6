import type { StepInsightRecord } from '../../contract/insight-records.ts';
import { median } from './loss-course.ts';

/**
 * The number of first looks, which see an optimizer that has gathered nothing yet, and weights that are still far from
 * their destination.
 */
const firstLooks = 2;

/** Returns the median over the looks of ‖change of all weights‖ / ‖all weights‖; null means that there was no look. */
export function relativeUpdate(looks: readonly StepInsightRecord[]): number | null {
  const settled = looks.length > 2 * firstLooks ? looks.slice(firstLooks) : looks;
  const known = settled.map(updateOf).filter(Number.isFinite);
  return known.length === 0 ? null : median(known);
}

/**
 * Returns the largest such change except the first, which is large under optimizers that divide by what they have
 * gathered; 0 means that there are no others.
 */
export function longestUpdate(looks: readonly StepInsightRecord[]): number {
  return Math.max(0, ...looks.slice(1).map(updateOf).filter(Number.isFinite));
}

function updateOf({ updates }: StepInsightRecord): number {
  const changed = Math.hypot(...updates.map(({ updateNorm }) => updateNorm));
  return changed / Math.hypot(...updates.map(({ valueNorm }) => valueNorm));
}
