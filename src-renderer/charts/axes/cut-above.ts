import type { Point } from '../lines/thin.ts';

/** The share of the visible width in which a training falls so fast that it leaves no room for the rest. */
const beginning = 0.1;
/** The share of the height that a cut has to win. */
const leastGain = 0.3;
/** Points that the rest has to have. */
const leastRest = 10;
const margin = 0.1;

/**
 * Returns the y above which the beginning of falling lines is cut off, so that what comes after it can be seen; null where all of it
 * has room.
 */
export function cutAbove(
  lines: readonly (readonly Point[])[],
  { xMin, xMax }: { xMin: number; xMax: number },
): number | null {
  const from = xMin + beginning * (xMax - xMin);
  const all = lines.flat();
  const rest = all.filter(({ x }) => x >= from);
  if (rest.length < leastRest) return null;
  const whole = extentOf(all);
  const left = extentOf(rest);
  const top = left.max + margin * (left.max - left.min || Math.abs(left.max));
  return whole.max - top < leastGain * (whole.max - whole.min) ? null : top;
}

function extentOf(points: readonly Point[]): { min: number; max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (const { y } of points) {
    if (y < min) min = y;
    if (y > max) max = y;
  }
  return { min, max };
}
