import type { RatePick, RatePoint } from '../spec/learning-rate-spec.ts';

/** The pick is so many times smaller than the rate at which the loss fell most steeply, where a training would be about to break. */
const BELOW_STEEPEST = 3;
const BELOW_DIVERGENCE = 10;
/** Steps over which a fall is measured, so that the noise of single steps does not decide. */
const SPAN = 8;
/** The share of the whole fall by which the loss has to rise again before the training counts as diverging. */
const RISE = 0.2;
/** The fall has to be so many times the noise of the losses. */
const CLEARLY = 2;
/** A loss so many times the first one is beyond all use. */
const HOPELESS = 2;

/** Tells that no further step can change the pick: the loss is no number, or has risen far above where it began. */
export function isSearchOver(points: readonly RatePoint[]): boolean {
  const losses = points.map(({ smoothedLoss }) => smoothedLoss);
  const [first] = losses;
  const last = losses.at(-1) ?? null;
  return last === null || (first !== null && last > HOPELESS * Math.abs(first) + first - Math.abs(first));
}

/** Returns the lower one of two bounds, see `RatePick`; null where the loss fell at no rate. */
export function choosePick(points: readonly RatePoint[]): RatePick | null {
  const losses = points.map(({ smoothedLoss }) => smoothedLoss ?? Infinity);
  const lowest = losses.indexOf(Math.min(...losses));
  const fall = losses[0] - losses[lowest];
  if (lowest < SPAN || !(fall > CLEARLY * noiseOf(points))) return null;
  const steepestAt = points[steepest(losses.slice(0, lowest + 1))].learningRate;
  const diverging = losses.findIndex((loss, n) => n > lowest && loss > losses[lowest] + RISE * fall);
  const divergesAt = diverging < 0 ? null : points[diverging].learningRate;
  const bySteepest = steepestAt / BELOW_STEEPEST;
  const byDivergence = divergesAt === null ? Infinity : divergesAt / BELOW_DIVERGENCE;
  return bySteepest <= byDivergence
    ? { learningRate: bySteepest, reason: 'steepest-fall', steepestAt, divergesAt }
    : { learningRate: byDivergence, reason: 'below-divergence', steepestAt, divergesAt };
}

/** Returns the middle of the steps over which the loss fell the most. */
function steepest(losses: readonly number[]): number {
  let best = 0;
  const fallFrom = (begin: number) => losses[begin] - losses[begin + SPAN];
  for (let begin = 1; begin + SPAN < losses.length; begin++) if (fallFrom(begin) > fallFrom(best)) best = begin;
  return best + SPAN / 2;
}

/** The deviation of the smoothed losses from what they would be without the differences of batches. */
function noiseOf(points: readonly RatePoint[]): number {
  const differences = points.flatMap(({ loss }, n) => {
    const before = n === 0 ? null : points[n - 1].loss;
    return loss === null || before === null ? [] : [Math.abs(loss - before)];
  });
  const middle = differences.toSorted((a, b) => a - b)[differences.length >> 1] ?? 0;
  return middle / 0.954;
}
