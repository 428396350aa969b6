import type { Point } from '../lines/thin.ts';

/** Returns the limits of a y axis that shows all points. A logarithmic axis ignores points at or below zero. */
export function yLimits(lines: readonly (readonly Point[])[], logarithmic: boolean): { min: number; max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (const points of lines) {
    for (const { y } of points) {
      if (logarithmic && y <= 0) continue;
      if (y < min) min = y;
      if (y > max) max = y;
    }
  }
  if (min > max) return logarithmic ? { min: 1, max: 10 } : { min: 0, max: 1 };
  if (logarithmic) {
    const margin = Math.max(1.05, (max / min) ** 0.04);
    return { min: min / margin, max: max * margin };
  }
  const margin = max > min ? (max - min) * 0.05 : Math.abs(max) * 0.1 || 1;
  // Near enough to zero that the distance to it should be seen.
  const isNearZero = min >= 0 && min - margin < 0.2 * (max - min);
  return { min: isNearZero ? 0 : min - margin, max: max + margin };
}
