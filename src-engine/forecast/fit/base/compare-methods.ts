import type { PreparedRows } from '../../prepared-rows.ts';
import { effectSums, fitEffects, withoutEffects } from './effects.ts';
import type { Profile } from './effects.ts';
import { fitMethods } from './fit-methods.ts';
import type { InputColumns } from './input-columns.ts';
import type { MethodName } from './fit-methods.ts';
import { forecastStep } from './linear-map.ts';
import type { MapSizes } from './linear-map.ts';
import { spreadOrigins } from './origins.ts';

/** The pieces that methods are compared on, in one unit. */
export interface ComparedSeries {
  /** The training part. */
  pieces: readonly PreparedRows[];
  column: number;
  read: InputColumns;
  /** Turns a forecast in u of a piece into the unit in which errors are counted, and keeps it near the piece's values. */
  toRaw: (u: number, piece: number) => number;
  sizes: MapSizes;
  season: number | null;
  /** The row of each piece from which forecasts are compared. */
  from: readonly number[];
}

export interface Comparison {
  profile: Profile;
  /** Shares of the methods that the forecast is an average of; they add up to 1. */
  shares: Map<MethodName, number>;
  /** The mean absolute error of each method, and of the average. */
  errors: Map<MethodName, number>;
  error: number;
  /** By step: the root mean square of what the average leaves over in rows that it was not fitted to, in u. NaN where nothing is known. */
  left: Float64Array;
}

/** The rows that are compared are cut in two: methods are fitted to what is before each half. */
const BLOCKS = 2;
const MOST_ORIGINS = 120;
const MOST_STEPS = 48;
/** A method with an error that is larger than the smallest by this factor has no share; others by how much larger theirs are. */
const LARGEST_RATIO = 1.25;
const STEEPNESS = 10;

/**
 * Forecasts rows of the training part that methods were not fitted to, and gives each method a share by its errors: averages of several
 * methods err less than the best of them on the average (Bates & Granger 1969). Null where nothing can be compared.
 */
export function compareMethods(series: ComparedSeries, profile: Profile): Comparison | null {
  const steps = spreadSteps(series.sizes.horizon);
  const blocks = Array.from({ length: BLOCKS }, (_, block) => forecastBlock(series, profile, steps, block));
  if (blocks.some((block) => block === null)) return null;
  const known = blocks.filter((block) => block !== null).filter(({ actual }) => actual.length > 0);
  const names = [...(known[0]?.forecasts.keys() ?? [])].filter((name) =>
    known.every(({ forecasts }) => forecasts.has(name)),
  );
  if (names.length === 0) return null;
  const errorsOf = (forecastOf: (block: Block, n: number) => number): number => meanError(known, series, forecastOf);
  const errors = new Map(names.map((name) => [name, errorsOf(({ forecasts }, n) => forecasts.get(name)![n])]));
  const shares = sharesOf(errors);
  const shared = [...shares];
  const average = ({ forecasts }: Block, n: number): number =>
    shared.reduce((sum, [name, share]) => sum + share * forecasts.get(name)![n], 0);
  return {
    ...{ profile, shares, errors, error: errorsOf(average) },
    left: rootMeanSquares(known, steps, series.sizes.horizon, average),
  };
}

/** Forecasts in u of the steps that are compared; actual values are NaN where they are not known. */
interface Block {
  piece: Int32Array;
  step: Int32Array;
  actual: Float64Array;
  forecasts: Map<MethodName, Float64Array>;
}

/** Null where the profile cannot be fitted to what is before the block. */
function forecastBlock(
  { pieces, column, read, sizes, season, from }: ComparedSeries,
  profile: Profile,
  steps: readonly number[],
  block: number,
): Block | null {
  const cutAt = (part: number): number[] =>
    pieces.map(({ known }, n) => from[n] + Math.floor(((known - from[n]) * part) / BLOCKS));
  const [begin, end] = [cutAt(block), cutAt(block + 1)];
  const before = pieces.map((piece, n) => ({ ...piece, known: Math.min(piece.known, begin[n]) }));
  const effects = fitEffects(before, profile, { column, read });
  if (effects === null) return null;
  const sums = pieces.map((piece) => effectSums(effects, piece, read));
  const parts = pieces.map(({ values, known }, n) => withoutEffects(values[column].subarray(0, known), sums[n]));
  const methods = fitMethods(
    parts.map((part, n) => part.subarray(0, begin[n])),
    sizes,
    season,
  );
  const origins = spreadOrigins(parts, {
    ...{ window: sizes.window, most: MOST_ORIGINS },
    range: (_, n) => ({ first: begin[n], last: end[n] }),
  });
  const places = origins.flatMap((origin) =>
    steps.filter((step) => origin.row + step < origin.end).map((step) => ({ origin, step })),
  );
  /** In u, from what is left of it without effects. */
  const inUnits = (of: (place: (typeof places)[number]) => number): Float64Array => {
    const all = new Float64Array(places.length);
    places.forEach((place, n) => (all[n] = of(place) + sums[place.origin.part][place.origin.row + place.step]));
    return all;
  };
  return {
    piece: Int32Array.from(places, ({ origin }) => origin.part),
    step: Int32Array.from(places, ({ step }) => step),
    actual: inUnits(({ origin, step }) => origin.values[origin.row + step]),
    forecasts: new Map(
      [...methods].map(([name, map]) => [
        name,
        inUnits(({ origin, step }) => forecastStep(map, origin.values, origin.row, step)),
      ]),
    ),
  };
}

function spreadSteps(horizon: number): number[] {
  const count = Math.min(horizon, MOST_STEPS);
  return Array.from({ length: count }, (_, n) => (count === 1 ? 0 : Math.round((n * (horizon - 1)) / (count - 1))));
}

function meanError(
  blocks: readonly Block[],
  { toRaw }: ComparedSeries,
  forecastOf: (block: Block, n: number) => number,
): number {
  let sum = 0;
  let count = 0;
  for (const block of blocks) {
    block.actual.forEach((actual, n) => {
      const piece = block.piece[n];
      sum += Math.abs(toRaw(actual, piece) - toRaw(forecastOf(block, n), piece));
      count++;
    });
  }
  return sum / count;
}

function sharesOf(errors: ReadonlyMap<MethodName, number>): Map<MethodName, number> {
  const smallest = Math.min(...errors.values());
  const weights = [...errors].flatMap(([name, error]) => {
    const ratio = smallest === 0 ? (error === 0 ? 1 : Infinity) : error / smallest;
    return ratio < LARGEST_RATIO ? [[name, Math.exp(-STEEPNESS * (ratio - 1))] as const] : [];
  });
  const all = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(weights.map(([name, weight]) => [name, weight / all]));
}

/** By step, those that were not compared from those next to them. */
function rootMeanSquares(
  blocks: readonly Block[],
  steps: readonly number[],
  horizon: number,
  forecastOf: (block: Block, n: number) => number,
): Float64Array {
  const squares = new Float64Array(horizon);
  const counts = new Float64Array(horizon);
  for (const block of blocks) {
    block.actual.forEach((actual, n) => {
      squares[block.step[n]] += (actual - forecastOf(block, n)) ** 2;
      counts[block.step[n]]++;
    });
  }
  const roots = squares.map((sum, step) => Math.sqrt(sum / counts[step]));
  for (let step = 0, place = 0; step < horizon; step++) {
    while (place < steps.length - 1 && steps[place + 1] <= step) place++;
    if (counts[step] === 0) roots[step] = roots[steps[place]];
  }
  return roots;
}
