import { leastSquares } from '../optimization/least-squares.ts';
import { seasonalEffects } from '../decomposition/classical.ts';
import type { EtsComponents, EtsState } from './ets-model.ts';
import { meanOf, sumOf } from '../vectors.ts';

/** Seasonal factors are not smaller, since values are divided by them. */
const LEAST_FACTOR = 0.01;

/**
 * Returns the state from which a search for the best begins (Hyndman et al. 2008, section 2.6.1): seasonal effects by classical
 * decomposition, or from a line and one Fourier pair where there are fewer than three seasons; level and growth by a line through the first
 * ten values, or two seasons of them, without their seasonal effects. `period` is that of the season, whether the model has one or not.
 */
export function initialEtsState(values: Float64Array, { trend, season }: EtsComponents, period: number): EtsState {
  const isSeasonal = season !== 'none';
  const seasonal = isSeasonal ? seasonalPart(values, season === 'multiplicative', period) : null;
  const adjusted = seasonal === null ? values : withoutSeason(values, seasonal, season === 'multiplicative');
  const count = Math.min(Math.max(10, isSeasonal ? 2 * period : 2), values.length);
  const line =
    trend === 'none'
      ? { level: meanOf(adjusted.subarray(0, count)), growth: 0 }
      : lineThrough(adjusted.subarray(0, count));
  return { ...line, season: seasonal === null ? new Float64Array(0) : firstSeason(seasonal, season, period) };
}

/** The seasonal effect of each value. */
function seasonalPart(values: Float64Array, isProduct: boolean, period: number): Float64Array {
  if (values.length >= 3 * period) {
    const effects = seasonalEffects(values, period, isProduct);
    return values.map((_, n) => effects[n % period]);
  }
  const { level, growth } = lineBesideFourierPair(values, period);
  return values.map((value, n) => {
    const line = level + growth * (n + 1);
    return isProduct ? value / line : value - line;
  });
}

function lineBesideFourierPair(values: Float64Array, period: number): { level: number; growth: number } {
  const angle = (n: number) => (2 * Math.PI * (n + 1)) / period;
  const [level, growth] = leastSquares(
    values,
    // The sine of a period of two is zero everywhere.
    [() => 1, (n) => n + 1, (n) => Math.cos(angle(n)), ...(period > 2 ? [(n: number) => Math.sin(angle(n))] : [])],
  );
  return { level, growth };
}

function withoutSeason(values: Float64Array, seasonal: Float64Array, isProduct: boolean): Float64Array {
  return values.map((value, n) => (isProduct ? value / Math.max(seasonal[n], LEAST_FACTOR) : value - seasonal[n]));
}

/** The effects of the first season. The last of them, with which the sum is that of no effect, is set by the others. */
function firstSeason(seasonal: Float64Array, kind: EtsComponents['season'], period: number): Float64Array {
  const season = seasonal.slice(0, period);
  const free = season.subarray(1);
  if (kind === 'multiplicative') {
    free.forEach((factor, n) => (free[n] = Math.max(factor, LEAST_FACTOR)));
    const sum = sumOf(free);
    // The factor that the others leave must not be negative.
    if (sum > period) free.forEach((factor, n) => (free[n] = (factor * (period - LEAST_FACTOR)) / sum));
  }
  season[0] = (kind === 'multiplicative' ? period : 0) - sumOf(free);
  return season;
}

function lineThrough(values: Float64Array): { level: number; growth: number } {
  const [level, growth] = leastSquares(values, [() => 1, (n) => n + 1]);
  // A first forecast of zero would leave relative errors without a value.
  return Math.abs(level + growth) < 1e-8
    ? { level: level * (1 + 1e-3), growth: growth * (1 - 1e-3) }
    : { level, growth };
}
