import { mapOf } from './linear-map.ts';
import type { LinearMap, MapSizes } from './linear-map.ts';
import type { Origin } from './origins.ts';

/** The constants of additive exponential smoothing: an error e moves the level by level · e, the slope by trend · e, a season by season · e. */
interface Smoothing {
  level: number;
  trend: number;
  /** The share of the slope that is left after a step. */
  damping: number;
  season: number;
}

export interface SmoothingKind {
  hasTrend: boolean;
  /** Rows of a season; null means that there is none. */
  season: number | null;
}

const LEVELS = [0.03, 0.1, 0.2, 0.4, 0.6, 0.8, 1];
/** The slope and the season move by a share of what the level and the rest of the error move by, so that all of them stay stable. */
const TREND_SHARES = [0.03, 0.1, 0.3];
const DAMPINGS = [0.8, 0.9, 0.98, 1];
const SEASON_SHARES = [0.02, 0.1, 0.3, 0.6];
/** Rows from which a level begins where there is no season. */
const FIRST_ROWS = 10;
/** Each constant is chosen with the others fixed, as often as this. */
const ROUNDS = 2;

/**
 * Exponential smoothing (Hyndman et al. 2008: additive errors, none or a damped trend, none or an additive season) whose constants have
 * the smallest mean absolute error over all steps of the forecasts from these origins. Each window begins anew: with the line through its
 * first rows and what its first two seasons leave of it. Null for a window of less than two seasons.
 */
export function fitSmoothing(origins: readonly Origin[], kind: SmoothingKind, sizes: MapSizes): LinearMap | null {
  if (origins.length === 0 || (kind.season !== null && 2 * kind.season > sizes.window)) return null;
  let best: Shares = { level: 0.3, trend: 0.1, damping: 0.9, season: 0.1 };
  let smallest = Infinity;
  const tried = new Set<string>();
  const ranges = {
    level: LEVELS,
    ...(kind.hasTrend ? { damping: DAMPINGS, trend: TREND_SHARES } : {}),
    ...(kind.season === null ? {} : { season: SEASON_SHARES }),
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, range] of Object.entries(ranges)) {
      for (const value of range) {
        const shares = { ...best, [name]: value };
        const key = Object.values(shares).join();
        if (tried.has(key)) continue;
        tried.add(key);
        const error = meanError(origins, forecaster(constantsOf(shares, kind), kind, sizes), sizes);
        if (error < smallest) [best, smallest] = [shares, error];
      }
    }
  }
  return mapOf(forecaster(constantsOf(best, kind), kind, sizes), sizes);
}

type Shares = Smoothing;

function constantsOf({ level, trend, damping, season }: Shares, kind: SmoothingKind): Smoothing {
  return {
    level,
    trend: kind.hasTrend ? level * trend : 0,
    damping: kind.hasTrend ? damping : 0,
    season: kind.season === null ? 0 : season * (1 - level),
  };
}

function meanError(
  origins: readonly Origin[],
  forecast: (values: Float64Array, begin: number, forecasts: Float64Array) => void,
  { window, horizon }: MapSizes,
): number {
  const forecasts = new Float64Array(horizon);
  let sum = 0;
  let count = 0;
  for (const { values, row, end } of origins) {
    forecast(values, row - window, forecasts);
    const steps = Math.min(horizon, end - row);
    for (let step = 0; step < steps; step++) sum += Math.abs(values[row + step] - forecasts[step]);
    count += steps;
  }
  return count === 0 ? Infinity : sum / count;
}

/** Reads the window of a series that begins at a row, and forecasts what comes after it. */
function forecaster(constants: Smoothing, kind: SmoothingKind, { window, horizon }: MapSizes) {
  const period = kind.season ?? 1;
  const seasons = new Float64Array(period);
  return (values: Float64Array, begin: number, forecasts: Float64Array): void => {
    let { level, slope } = firstState(values, begin, kind, window, seasons);
    let place = 0;
    for (let i = 0; i < window; i++) {
      const line = level + slope;
      const error = values[begin + i] - line - seasons[place];
      level = line + constants.level * error;
      slope = constants.damping * (slope + constants.trend * error);
      seasons[place] += constants.season * error;
      place = place + 1 === period ? 0 : place + 1;
    }
    for (let step = 0; step < horizon; step++) {
      level += slope;
      slope *= constants.damping;
      forecasts[step] = level + seasons[place];
      place = place + 1 === period ? 0 : place + 1;
    }
  };
}

/** The level and slope before the window's first row; writes its seasons. `slope` is what the level is to change by in the next step. */
function firstState(
  values: Float64Array,
  begin: number,
  { hasTrend, season }: SmoothingKind,
  window: number,
  seasons: Float64Array,
): { level: number; slope: number } {
  const rows = season === null ? Math.min(FIRST_ROWS, Math.max(2, Math.floor(window / 2))) : 2 * season;
  const middle = (rows - 1) / 2;
  let mean = 0;
  for (let i = 0; i < rows; i++) mean += values[begin + i] / rows;
  const slope = firstSlope(values, begin, rows, season);
  seasons.fill(0);
  for (let i = 0; i < rows && season !== null; i++)
    seasons[i % season] += (values[begin + i] - mean - slope * (i - middle)) / 2;
  return hasTrend ? { level: mean - slope * (middle + 1), slope } : { level: mean, slope: 0 };
}

/** The slope of the line through the first rows; of seasons, the difference of their means. */
function firstSlope(values: Float64Array, begin: number, rows: number, season: number | null): number {
  let [products, squares] = [0, 0];
  const middle = (rows - 1) / 2;
  for (let i = 0; i < rows; i++) {
    const place = season === null ? i - middle : i < season ? -season / 2 : season / 2;
    products += place * values[begin + i];
    squares += place * place;
  }
  return squares === 0 ? 0 : products / squares;
}
