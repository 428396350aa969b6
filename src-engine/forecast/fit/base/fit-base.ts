import type { Interruptible } from '../../../spec/interruptible.ts';
import type { BaseMethod, KnownInput, PreparedTime } from '../../../spec/preparation-spec.ts';
import type { PreparedRows } from '../../prepared-rows.ts';
import { compareMethods } from './compare-methods.ts';
import type { Comparison, ComparedSeries } from './compare-methods.ts';
import { effectSums, fitEffects, withoutEffects } from './effects.ts';
import type { Profile } from './effects.ts';
import { fitMethods } from './fit-methods.ts';
import type { MethodName } from './fit-methods.ts';
import { createInputColumns } from './input-columns.ts';
import { averageMaps } from './linear-map.ts';
import type { LinearMap } from './linear-map.ts';
import { candidateProfiles } from './profiles.ts';
import { baseWindow, shortestSeason } from './base-window.ts';

export interface BaseNeeds {
  /** The training part. */
  pieces: readonly PreparedRows[];
  column: number;
  time: PreparedTime | null;
  horizon: number;
  /** In rows, ascending. */
  seasons: readonly number[];
  known: readonly KnownInput[];
  toRaw: ComparedSeries['toRaw'];
  /** The only profile to be compared; null means that all are that may fit. */
  profile: Profile | null;
}

export interface FittedBase {
  base: BaseMethod;
  /** The mean absolute error of forecasts of rows that it was not fitted to; NaN where there were too few to tell. */
  error: number;
  /** The same of the last value. */
  naiveError: number;
  /** The methods that it is the average of, and their shares. */
  shares: Map<MethodName, number>;
  /** The profile that lets it err least; null where there were too few rows to tell. */
  profile: Profile | null;
  /** By step, see `Comparison`; null where there were too few rows to tell. */
  left: Float64Array | null;
}

export type Yielding = Pick<Interruptible, 'yieldToEventLoop'>;

/** Rows from which forecasts are compared: this share of a piece, but as much as the methods need. */
const COMPARED_FROM = 0.6;
const LONG_SEASON = 24;
const SEASON_SEEN = 1.35;
/** Weights are stored with this many digits; smaller ones than `SMALLEST_WEIGHT` are left out. */
const DIGITS = 9;
const SMALLEST_WEIGHT = 1e-6;

/** Fits the base method of a column: an average of simple methods, with the profile of seasons and plans that lets them err least. */
export async function fitBase(needs: BaseNeeds, { yieldToEventLoop }: Yielding): Promise<FittedBase> {
  const { pieces, column, time, horizon, seasons, known, toRaw } = needs;
  const longest = Math.max(...pieces.map((piece) => piece.known));
  const season = shortestSeason(seasons);
  const window = baseWindow(longest, season);
  const sizes = { window, horizon };
  const from = pieces.map((piece) => comparedFrom(piece.known, window, seasons));
  const series: ComparedSeries = { pieces, column, read: createInputColumns(time), toRaw, sizes, season, from };
  const profiles = needs.profile
    ? [needs.profile]
    : candidateProfiles({ seasons, time, rows: Math.max(...from), known });
  const compared: Comparison[] = [];
  for (const profile of profiles) {
    await yieldToEventLoop();
    const comparison = compareMethods(series, profile);
    if (comparison !== null) compared.push(comparison);
  }
  const best = compared.toSorted((a, b) => a.error - b.error)[0] as Comparison | undefined;
  const fitted = best === undefined ? null : fitAgain(series, best.profile, best.shares);
  if (best !== undefined && fitted !== null) {
    const naiveError = best.errors.get('naive') ?? NaN;
    const { profile, error, shares, left } = best;
    return { base: fitted, error, naiveError, shares, profile, left };
  }
  const usual = new Map([['smoothing', 1] as const]);
  const plain = fitAgain(series, { inputs: [], detrending: { kind: 'mean' } }, usual);
  if (plain === null) throw new Error('A series without rows has no base method.');
  return { base: plain, error: NaN, naiveError: NaN, shares: usual, profile: null, left: null };
}

function comparedFrom(rows: number, window: number, seasons: readonly number[]): number {
  const needed = Math.min(window + Math.max(8, Math.floor(window / 4)), rows - 8);
  const longer = seasons.filter((season) => season > LONG_SEASON && rows > 1.5 * season);
  const seen = longer.map((season) => Math.floor(SEASON_SEEN * season));
  return Math.max(0, Math.min(rows, Math.max(Math.floor(rows * COMPARED_FROM), needed, ...seen)));
}

/** Fits the methods of an average to the whole training part. Null where none can be fitted. */
function fitAgain(
  { pieces, column, read, sizes, season }: ComparedSeries,
  profile: Profile,
  shares: ReadonlyMap<MethodName, number>,
): BaseMethod | null {
  const effects = fitEffects(pieces, profile, { column, read });
  if (effects === null) return null;
  const parts = pieces.map((piece) => {
    return withoutEffects(piece.values[column].subarray(0, piece.known), effectSums(effects, piece, read));
  });
  const methods = fitMethods(parts, sizes, season);
  const chosen = [...shares].filter(([name]) => methods.has(name));
  const all = chosen.reduce((sum, [, share]) => sum + share, 0);
  const maps = chosen.map(([name]) => methods.get(name)!);
  const map =
    maps.length === 0
      ? methods.get('naive')
      : averageMaps(
          maps,
          chosen.map(([, share]) => share / all),
        );
  return map === undefined ? null : { name: 'linear', effects, steps: stepsOf(map) };
}

function stepsOf({ window, horizon, weights, bias }: LinearMap): BaseMethod['steps'] {
  return Array.from({ length: horizon }, (_, step) => {
    const all = Array.from({ length: window }, (__, lag) => weights[(step + 1) * window - 1 - lag]);
    const lags = [...all.keys()].filter((lag) => Math.abs(all[lag]) >= SMALLEST_WEIGHT);
    return { lags, weights: lags.map((lag) => Number(all[lag].toPrecision(DIGITS))), bias: bias[step] };
  });
}
