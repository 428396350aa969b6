import { subtract } from '../vectors.ts';

export interface StlParts {
  trend: Float64Array;
  season: Float64Array;
  /** The remainder that trend and season leave. */
  remainder: Float64Array;
}

interface LoessOptions {
  /** Points in the window, an odd number. */
  span: number;
  degree: 0 | 1;
  /** The fit is computed at every so many points, and is a line between them. */
  jump: number;
}

/** Points of the window over the years of one season's place, as Hyndman's `mstl` takes them. */
const SEASONAL_SPAN = 11;
/** Rounds after which trend and season agree with one another. */
const ROUNDS = 2;

/**
 * Splits a series of at least two seasons into trend, season and the rest by loess (STL, Cleveland, Cleveland, McRae & Terpenning 1990),
 * without robustness weights.
 */
export function stl(values: Float64Array, period: number): StlParts {
  const trendSpan = nextOdd(Math.ceil((1.5 * period) / (1 - 1.5 / SEASONAL_SPAN)));
  const lowSpan = nextOdd(period);
  const seasonal = smoothing(SEASONAL_SPAN, 0);
  let trend = new Float64Array(values.length);
  let season = new Float64Array(values.length);
  for (let round = 0; round < ROUNDS; round++) {
    const cycles = smoothCycles(subtract(values, trend), period, seasonal);
    const low = loess(lowPass(cycles, period), smoothing(lowSpan, 1));
    season = subtract(cycles.subarray(period, period + values.length), low);
    trend = loess(subtract(values, season), smoothing(trendSpan, 1));
  }
  return { trend, season, remainder: subtract(subtract(values, season), trend) };
}

function smoothing(span: number, degree: 0 | 1): LoessOptions {
  return { span, degree, jump: Math.ceil(span / 10) };
}

function nextOdd(size: number): number {
  return size + (size % 2 === 0 ? 1 : 0);
}

/** Smooths the values of each place in the season on their own, and goes on by one season at both ends: (values + 2 · period). */
function smoothCycles(values: Float64Array, period: number, options: LoessOptions): Float64Array {
  const extended = new Float64Array(values.length + 2 * period);
  for (let place = 0; place < period; place++) {
    const cycle = values.filter((_, n) => n % period === place);
    const smoothed = [
      fitAt(cycle, -1, { begin: 0, end: Math.min(options.span, cycle.length) }, options),
      ...loess(cycle, options),
      fitAt(cycle, cycle.length, { begin: Math.max(0, cycle.length - options.span), end: cycle.length }, options),
    ];
    smoothed.forEach((value, n) => (extended[place + n * period] = value));
  }
  return extended;
}

/** Moving averages over a season, over a season and over three points: 2 · period fewer values. */
function lowPass(values: Float64Array, period: number): Float64Array {
  return movingAverage(movingAverage(movingAverage(values, period), period), 3);
}

function movingAverage(values: Float64Array, span: number): Float64Array {
  const averages = new Float64Array(values.length - span + 1);
  let sum = 0;
  for (let n = 0; n < values.length; n++) {
    sum += values[n] - (n >= span ? values[n - span] : 0);
    if (n >= span - 1) averages[n - span + 1] = sum / span;
  }
  return averages;
}

function loess(values: Float64Array, options: LoessOptions): Float64Array<ArrayBuffer> {
  const count = values.length;
  const smoothed = new Float64Array(count);
  const jump = Math.max(1, Math.min(options.jump, count - 1));
  let before = 0;
  for (let at = 0; at < count; at = at + 1 === count ? count : Math.min(at + jump, count - 1)) {
    smoothed[at] = fitAt(values, at, windowAround(at, count, options.span), options);
    const slope = (smoothed[at] - smoothed[before]) / (at - before);
    for (let n = before + 1; n < at; n++) smoothed[n] = smoothed[before] + slope * (n - before);
    before = at;
  }
  return smoothed;
}

interface Range {
  begin: number;
  /** Exclusive. */
  end: number;
}

function windowAround(at: number, count: number, span: number): Range {
  const begin = Math.max(0, Math.min(at - (span - 1) / 2, count - span));
  return { begin, end: Math.min(count, begin + span) };
}

/** The local fit at a place, which may be outside of the values; the nearest value, where the window gives nothing weight. */
function fitAt(values: Float64Array, at: number, { begin, end }: Range, { span, degree }: LoessOptions): number {
  const count = values.length;
  const reach = Math.max(at - begin, end - 1 - at) + (span > count ? Math.floor((span - count) / 2) : 0);
  const weights = new Float64Array(end - begin);
  let total = 0;
  let centre = 0;
  for (let n = begin; n < end; n++) {
    const weight = tricube(Math.abs(n - at), reach);
    weights[n - begin] = weight;
    total += weight;
    centre += weight * n;
  }
  if (total <= 0) return values[Math.max(0, Math.min(at, count - 1))];
  centre /= total;
  const slope = degree === 0 ? 0 : slopeFactor(weights, begin, { total, centre, at, count });
  let fit = 0;
  for (let n = begin; n < end; n++) fit += (weights[n - begin] / total) * (1 + slope * (n - centre)) * values[n];
  return fit;
}

function tricube(distance: number, reach: number): number {
  if (distance > 0.999 * reach) return 0;
  return distance <= 0.001 * reach ? 1 : (1 - (distance / reach) ** 3) ** 3;
}

/** The factor by which a value's distance from the centre changes its weight in a line; 0 where all weight is at one point. */
function slopeFactor(
  weights: Float64Array,
  begin: number,
  { total, centre, at, count }: { total: number; centre: number; at: number; count: number },
): number {
  let spread = 0;
  weights.forEach((weight, n) => (spread += (weight / total) * (begin + n - centre) ** 2));
  return Math.sqrt(spread) > 0.001 * (count - 1) ? (at - centre) / spread : 0;
}
