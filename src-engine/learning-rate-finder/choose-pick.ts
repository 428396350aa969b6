import type { RatePick, RatePoint } from '../spec/learning-rate-spec.ts';

/**
 * The bounds are this many times lower than the rate in the middle of the fall, and this many times lower than the rate
 * at which the loss rises.
 */
const BELOW_STEEPEST = 1.5;
const BELOW_DIVERGENCE = 10;
/**
 * Good steps go somewhat beyond the minimum along their direction, since the next one takes another direction (Cockpit,
 * section 5): this many times where the losses show no other bound.
 */
const BEYOND_OVERSHOOT = 4;
/** The share of the whole fall, or of the lowest loss, by which the loss has to rise again before the training counts as diverging. */
const RISE_OF_FALL = 0.2;
const RISE_OF_LOSS = 0.05;
/** A fall or a rise counts if it is this many times the noise of the smoothed losses. */
const CLEARLY = 5;
/** A loss that has risen by this many times the first one is beyond all use. */
const HOPELESS = 1;
/** The number of losses whose mean can be compared with later means. */
const FIRST_LOSSES = 9;
/** The number of steps whose median decides whether they go too far, so that the noise of single steps does not. */
const WINDOW = 15;

/**
 * Tells whether no further step can change the pick, since the loss is no number, or has risen far above where it
 * began.
 */
export function isSearchOver(points: readonly RatePoint[]): boolean {
  const losses = points.map(({ smoothedLoss }) => smoothedLoss);
  const [first] = losses;
  const last = losses.at(-1) ?? null;
  if (first === null || last === null) return true;
  const fall = first - Math.min(...losses.map((loss) => loss ?? Infinity));
  return last > first + HOPELESS * Math.max(Math.abs(first), fall);
}

/**
 * Returns the lower one of two bounds, by the fall and by the rise of the losses. Where steps go too far at a lower
 * rate already, the pick is the geometric mean of that rate and the bound, since somewhat too far is best. Null means
 * that the losses show none of the three.
 */
export function choosePick(points: readonly RatePoint[]): RatePick | null {
  // The first means are taken over few losses.
  const losses = points.map(({ smoothedLoss }, n) => (n < FIRST_LOSSES ? Infinity : (smoothedLoss ?? Infinity)));
  const begin = losses[FIRST_LOSSES] ?? Infinity;
  const low = Math.min(...losses);
  if (!Number.isFinite(begin)) return null;
  const fall = begin - low;
  const clear = CLEARLY * noiseOf(points);
  const limit = low + Math.max(RISE_OF_FALL * fall, RISE_OF_LOSS * Math.abs(low), clear);
  const lowest = losses.indexOf(low);
  const rateAt = (index: number) => points[index]?.learningRate ?? null;
  const places = {
    steepestAt: fall > clear ? rateAt(losses.findIndex((loss) => loss <= begin - fall / 2)) : null,
    divergesAt: rateAt(losses.findIndex((loss, n) => n > lowest && loss > limit)),
    overshootsAt: rateAt(firstOvershoot(points)),
  };
  const { steepestAt, divergesAt, overshootsAt } = places;
  const byFall = (steepestAt ?? Infinity) / BELOW_STEEPEST;
  const byRise = (divergesAt ?? Infinity) / BELOW_DIVERGENCE;
  const bound = Math.min(byFall, byRise);
  if (overshootsAt !== null && overshootsAt < bound) {
    const learningRate = Number.isFinite(bound) ? Math.sqrt(overshootsAt * bound) : BEYOND_OVERSHOOT * overshootsAt;
    return { reason: 'overshoot', learningRate, ...places };
  }
  if (!Number.isFinite(bound)) return null;
  return { reason: byFall <= byRise ? 'steepest-fall' : 'below-divergence', learningRate: bound, ...places };
}

/**
 * Returns the index of the first point around which, and from which on, most steps end beyond the minimum along their
 * way; −1 means that there is none.
 */
function firstOvershoot(points: readonly RatePoint[]): number {
  const overshoots = (begin: number): boolean => {
    const alphas = points.slice(begin, begin + WINDOW).flatMap(({ alpha }) => alpha ?? []);
    return alphas.length > WINDOW / 2 && median(alphas) >= 0;
  };
  const before = (WINDOW - 1) / 2;
  return points.findIndex((_, n) => n >= before && overshoots(n - before) && overshoots(n));
}

/**
 * The noise of the smoothed losses, estimated from the deviations of single losses, which differ from batch to batch.
 */
function noiseOf(points: readonly RatePoint[]): number {
  const differences = points.flatMap(({ loss, smoothedLoss }) =>
    loss === null || smoothedLoss === null ? [] : [Math.abs(loss - smoothedLoss)],
  );
  return 0.23 * 1.48 * median(differences);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
