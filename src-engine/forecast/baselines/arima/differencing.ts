import { stl } from '../decomposition/stl.ts';
import { meanOf } from '../vectors.ts';

export interface Differencing {
  /** First differences, 0 to 2. */
  d: number;
  /** Seasonal differences, 0 or 1. */
  seasonalD: number;
}

/** Seasonal differences are taken where the season is stronger than this (Wang, Smith & Hyndman 2006). */
const STRONG_SEASON = 0.64;
/** Critical value of the test of Kwiatkowski, Phillips, Schmidt & Shin (1992) for a level, at 5 %. */
const LEVEL_LIMIT = 0.463;
const MOST_DIFFERENCES = 2;

/** Chooses as many differences as make the values stationary (Hyndman & Khandakar 2008). */
export function chooseDifferencing(values: Float64Array, period: number): Differencing {
  const seasonalD =
    period > 1 && values.length > 2 * period && seasonalStrength(values, period) > STRONG_SEASON ? 1 : 0;
  let differenced = seasonalD === 1 ? difference(values, period) : values;
  let d = 0;
  while (d < MOST_DIFFERENCES && !isConstant(differenced) && levelStatistic(differenced) > LEVEL_LIMIT) {
    differenced = difference(differenced, 1);
    d++;
  }
  return { d, seasonalD };
}

function difference(values: Float64Array, lag: number): Float64Array {
  return values.subarray(lag).map((value, n) => value - values[n]);
}

export function applyDifferencing(values: Float64Array, { d, seasonalD }: Differencing, period: number): Float64Array {
  let differenced = values;
  for (let n = 0; n < seasonalD; n++) differenced = difference(differenced, period);
  for (let n = 0; n < d; n++) differenced = difference(differenced, 1);
  return differenced;
}

export function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

/** The share of the variance without the trend that the season explains, from 0 to 1. */
function seasonalStrength(values: Float64Array, period: number): number {
  if (isConstant(values)) return 0;
  const { season, remainder } = stl(values, period);
  const whole = varianceOf(season.map((effect, n) => effect + remainder[n]));
  return whole > 0 ? Math.max(0, Math.min(1, 1 - varianceOf(remainder) / whole)) : 0;
}

/** The statistic of the KPSS test for stationarity around a level. Its long-run variance has Bartlett weights. */
function levelStatistic(values: Float64Array): number {
  const count = values.length;
  const lags = Math.trunc((3 * Math.sqrt(count)) / 13);
  const mean = meanOf(values);
  const centred = values.map((value) => value - mean);
  let sum = 0;
  let squares = 0;
  for (const value of centred) squares += (sum += value) ** 2;
  let variance = 0;
  for (let lag = 0; lag <= lags; lag++) {
    let products = 0;
    for (let n = lag; n < count; n++) products += centred[n] * centred[n - lag];
    variance += (products / count) * (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1)));
  }
  return variance > 0 ? squares / (count * count * variance) : 0;
}

function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
