/**
 * Weighted mean of a line whose points have uneven distances in x: a point's weight halves with every `halfLife` of x between it and
 * the point that is smoothed, on both sides, so that the line does not lag behind a loss that falls. At the end there are only points
 * before. Near the first point the half-life is shorter, in proportion to the distance from it: there, no mean of what comes later may
 * stand for the beginning. Points that are not finite stay as they are and count for nothing. A half-life of 0 gives the line itself.
 */
export function smooth(x: Float64Array, y: Float64Array, halfLife: number): Float64Array {
  if (halfLife === 0) return y;
  const finite = finiteIndices(y);
  const firstX = x[0] ?? 0;
  // Far from the beginning the same exponent comes again and again, and powers are what takes the time.
  let known = { exponent: 0, power: 1 };
  /** Returns the share of a weight that is left on the way from one neighbour to the next. */
  const kept = (left: number, right: number) => {
    const present = Math.min(halfLife, (x[left] - firstX) * shareOfPast);
    if (present <= 0) return 0;
    const exponent = -(x[right] - x[left]) / present;
    if (exponent !== known.exponent) known = { exponent, power: 2 ** exponent };
    return known.power;
  };
  const sums = new Float64Array(y.length);
  const weights = new Float64Array(y.length);
  let sum = 0;
  let weight = 0;
  finite.forEach((index, place) => {
    const share = place === 0 ? 0 : kept(finite[place - 1], index);
    sums[index] = sum = share * sum + y[index];
    weights[index] = weight = share * weight + 1;
  });
  const smoothed = y.slice();
  sum = 0;
  weight = 0;
  for (let place = finite.length - 1; place >= 0; place--) {
    const index = finite[place];
    smoothed[index] = (sums[index] + sum) / (weights[index] + weight);
    if (place === 0) break;
    const share = kept(finite[place - 1], index);
    sum = share * (sum + y[index]);
    weight = share * (weight + 1);
  }
  return smoothed;
}

function finiteIndices(values: Float64Array): Uint32Array {
  const indices = new Uint32Array(values.length);
  let count = 0;
  for (let index = 0; index < values.length; index++) if (Number.isFinite(values[index])) indices[count++] = index;
  return indices.subarray(0, count);
}

/** The half-life at a point is at most this share of what lies before it. */
const shareOfPast = 0.1;

/** Half-lives, in steps, that a person can choose from; 0 is none. */
export const halfLives = [0, 5, 20, 50, 200, 1000, 5000];

/** The half-life that fits a run of so many steps: about a two-hundredth of it. */
export const halfLifeFor = (totalSteps: number): number =>
  halfLives.findLast((halfLife) => halfLife <= Math.max(5, totalSteps / 150)) ?? 0;
