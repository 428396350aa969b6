import type { StepInsightRecord } from '../../contract/insight-records.ts';
import { median } from './loss-course.ts';

/** The first looks see an optimizer that has gathered nothing yet, and weights that are still far from where they go. */
const firstLooks = 2;

/** Returns the median over the looks of ‖change of all weights‖ / ‖all weights‖; null where nobody looked. */
export function relativeUpdate(looks: readonly StepInsightRecord[]): number | null {
  const ratios = looks.map(({ updates }) => {
    const changed = Math.hypot(...updates.map(({ updateNorm }) => updateNorm));
    return changed / Math.hypot(...updates.map(({ valueNorm }) => valueNorm));
  });
  const settled = ratios.length > 2 * firstLooks ? ratios.slice(firstLooks) : ratios;
  const known = settled.filter(Number.isFinite);
  return known.length === 0 ? null : median(known);
}
