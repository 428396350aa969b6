/**
 * Exponentially weighted mean of a line whose points have uneven distances in x: a point's weight halves every `halfLife` of x.
 * Divided by the sum of the weights, so the beginning is not pulled towards zero. Over the first half-lives the half-life itself
 * grows with the distance from the first point: a loss that falls steeply at first would otherwise be followed from far above.
 * Points that are not finite stay as they are and count for nothing. A half-life of 0 gives the line itself.
 */
export function smooth(x: Float64Array, y: Float64Array, halfLife: number): Float64Array {
  if (halfLife === 0) return y;
  const firstX = x[0] ?? 0;
  let lastX = firstX;
  let weightedSum = 0;
  let weightSum = 0;
  return y.map((value, index) => {
    if (!Number.isFinite(value)) return value;
    const present = Math.min(halfLife, (x[index] - firstX) * shareOfPast);
    const kept = present > 0 ? 2 ** (-(x[index] - lastX) / present) : 0;
    lastX = x[index];
    weightedSum = kept * weightedSum + value;
    weightSum = kept * weightSum + 1;
    return weightedSum / weightSum;
  });
}

/** The half-life at a point is at most this share of what lies before it. */
const shareOfPast = 0.1;

/** Half-lives, in steps, that a person can choose from; 0 is none. */
export const halfLives = [0, 5, 20, 50, 200, 1000, 5000];

/** The half-life that fits a run of so many steps: about a two-hundredth of it. */
export const halfLifeFor = (totalSteps: number): number =>
  halfLives.findLast((halfLife) => halfLife <= Math.max(5, totalSteps / 150)) ?? 0;
