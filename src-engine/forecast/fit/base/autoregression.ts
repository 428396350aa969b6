import { choleskyOf, solveCholesky } from './cholesky.ts';
import { isSteady } from './linear-map.ts';
import type { LinearMap, MapSizes } from './linear-map.ts';

export interface AutoregressionKind {
  /** The lags of which differences are taken, one after the other: none, [1], [season] or [season, 1]. */
  differences: readonly number[];
  /** Rows of a season, whose lags are tried too; null means that there is none. */
  season: number | null;
}

/** Sums over a part of more rows are taken on from those of the neighbouring lags: the products are then a fraction of all. */
const LONG_PART = 5000;
/** Rows that are fitted, spread over the series. */
const MOST_ROWS = 12_000;
/** There is at most one lag for this many rows. */
const ROWS_PER_LAG = 4;
const LONGEST_LAG = 60;
/** A series of which fewer rows are left beside the lags tells nothing. */
const FEWEST_ROWS = 8;
/** Lags around each season that are tried with those before it. */
const AROUND_SEASON = 5;

/**
 * An autoregression of differences, fitted by least squares, whose lags are those with the smallest corrected information criterion of
 * Akaike (Hurvich & Tsai 1989): all up to some lag, or the first few and those around one and two seasons. Its forecasts go on from
 * themselves. Null where there are too few rows, or where forecasts explode.
 */
export function fitAutoregression(
  parts: readonly Float64Array[],
  { differences, season }: AutoregressionKind,
  sizes: MapSizes,
): LinearMap | null {
  const used = latestRows(parts);
  const differenced = used.map((part) => differences.reduce(difference, part));
  const rows = differenced.reduce((sum, { length }) => sum + length, 0);
  const taken = differences.reduce((sum, lag) => sum + lag, 0);
  const longest = Math.min(sizes.window - taken, Math.floor(rows / ROWS_PER_LAG), LONGEST_LAG);
  if (longest < 1) return null;
  const products = lagProducts(differenced, longest);
  if (products.count < FEWEST_ROWS) return null;
  const best = bestLags(products, { longest, season, hasConstant: !differences.includes(1) });
  if (best === null) return null;
  const polynomial = differences.reduce(integrate, best.coefficients);
  const map = iterate(polynomial, best.constant, sizes);
  return isSteady(map) ? map : null;
}

function latestRows(parts: readonly Float64Array[]): Float64Array[] {
  const share = Math.max(200, Math.ceil(MOST_ROWS / parts.length));
  const most = Math.max(1, Math.floor(MOST_ROWS / Math.min(share, MOST_ROWS)));
  const stride = Math.max(1, parts.length / most);
  const chosen = Array.from({ length: Math.min(parts.length, most) }, (_, n) => parts[Math.floor(n * stride)]);
  return chosen.map((part) => part.subarray(Math.max(0, part.length - share)));
}

function difference(values: Float64Array, lag: number): Float64Array {
  return values.slice(lag).map((value, n) => value - values[n]);
}

/** Sums of products of a constant, of the values `1` to `longest` rows before, and of the value itself, over all rows. */
interface LagProducts {
  /** (longest + 2, longest + 2): the constant first, the value itself last. */
  sums: Float64Array[];
  count: number;
}

function lagProducts(parts: readonly Float64Array[], longest: number): LagProducts {
  const width = longest + 2;
  const sums = Array.from({ length: width }, () => new Float64Array(width));
  let count = 0;
  for (const part of parts) {
    const add = part.length > LONG_PART ? addByNeighbours : addRowByRow;
    add(sums, part, longest);
    count += Math.max(0, part.length - longest);
  }
  for (let a = 0; a < width; a++) for (let b = 0; b < a; b++) sums[b][a] = sums[a][b];
  return { sums, count };
}

/** Adds to the sums of which the second place is not after the first one. */
function addRowByRow(sums: readonly Float64Array[], part: Float64Array, longest: number): void {
  const row = new Float64Array(sums.length);
  row[0] = 1;
  for (let t = longest; t < part.length; t++) {
    for (let lag = 1; lag <= longest; lag++) row[lag] = part[t - lag];
    row[longest + 1] = part[t];
    for (let a = 0; a < row.length; a++) {
      const into = sums[a];
      const factor = row[a];
      for (let b = 0; b <= a; b++) into[b] += factor * row[b];
    }
  }
}

/** Does the same with what differs between the sums of two lags and those of the next ones: the first and the last product. */
function addByNeighbours(sums: readonly Float64Array[], part: Float64Array, longest: number): void {
  const { length } = part;
  /** The place of a lag among the sums; that of the value itself is the last. */
  const placeOf = (lag: number): number => (lag === 0 ? longest + 1 : lag);
  const add = (a: number, b: number, sum: number): void => {
    sums[Math.max(a, b)][Math.min(a, b)] += sum;
  };
  sums[0][0] += length - longest;
  let single = 0;
  for (let t = longest; t < length; t++) single += part[t];
  for (let lag = 0; lag <= longest; lag++) {
    add(0, placeOf(lag), single);
    single += (part[longest - 1 - lag] ?? 0) - part[length - 1 - lag];
  }
  for (let apart = 0; apart <= longest; apart++) {
    let sum = 0;
    for (let t = longest; t < length; t++) sum += part[t] * part[t - apart];
    for (let lag = 0; lag + apart <= longest; lag++) {
      add(placeOf(lag), placeOf(lag + apart), sum);
      const [before, last] = [longest - 1 - lag, length - 1 - lag];
      if (before >= apart) sum += part[before] * part[before - apart] - part[last] * part[last - apart];
    }
  }
}

interface LagChoice {
  longest: number;
  season: number | null;
  hasConstant: boolean;
}

/** By lag − 1. */
interface Autoregression {
  coefficients: Float64Array;
  constant: number;
}

function bestLags(products: LagProducts, choice: LagChoice): Autoregression | null {
  const first = choice.hasConstant ? [0] : [];
  let best: { criterion: number; places: number[] } | null = null;
  const consider = (places: number[], squares: number): void => {
    const criterion = correctedCriterion(squares, places.length + 1, products.count);
    if (best === null || criterion < best.criterion) best = { criterion, places };
  };
  const nested = [...first, ...Array.from({ length: choice.longest }, (_, n) => n + 1)];
  squaresLeft(products, nested).forEach((squares, size) => {
    if (size >= first.length) consider(nested.slice(0, size), squares);
  });
  for (const lags of seasonalLags(choice)) {
    const places = [...first, ...lags];
    consider(places, squaresLeft(products, places)[places.length]);
  }
  const chosen = best as { places: number[] } | null;
  return chosen === null ? null : solve(products, chosen.places, choice.longest);
}

/** The first few lags with those around one or two seasons. */
function seasonalLags({ longest, season }: LagChoice): number[][] {
  if (season === null) return [];
  const choices: number[][] = [];
  for (let first = 0; first <= AROUND_SEASON; first++) {
    const near = Array.from({ length: first }, (_, n) => n + 1);
    const around = (lag: number): number[] => Array.from({ length: first + 1 }, (_, n) => lag + n);
    for (const lags of [[season], around(season), [...around(season), ...around(2 * season)]])
      choices.push([...new Set([...near, ...lags])].toSorted((a, b) => a - b));
  }
  return choices.filter((lags) => lags[lags.length - 1] <= longest);
}

/** n log(squares / n) + 2kn / (n − k − 1) for k parameters. */
function correctedCriterion(squares: number, parameters: number, count: number): number {
  const left = count - parameters - 1;
  return left <= 2 ? Infinity : count * Math.log(Math.max(squares, 1e-12) / count) + (2 * parameters * count) / left;
}

/** The squares that are left over by the first k of these places, for each k. A place that depends on others leaves Infinity. */
function squaresLeft({ sums }: LagProducts, places: readonly number[]): number[] {
  const value = sums.length - 1;
  const factor = choleskyOf([...places, value], sums);
  const left = [sums[value][value]];
  places.forEach((_, k) => {
    const share = factor[places.length][k];
    left.push(Number.isFinite(share) ? left[k] - share ** 2 : Infinity);
  });
  return left;
}

function solve({ sums }: LagProducts, places: readonly number[], longest: number): Autoregression {
  const value = sums.length - 1;
  const solution = solveCholesky(
    choleskyOf(places, sums),
    places.map((place) => sums[value][place]),
  );
  const coefficients = new Float64Array(longest);
  let constant = 0;
  places.forEach((place, n) => {
    if (place === 0) constant = solution[n];
    else coefficients[place - 1] = solution[n];
  });
  return { coefficients, constant };
}

/** The coefficients of values whose differences of a lag have these: (1 − φ(B)) (1 − B^lag). */
function integrate(coefficients: Float64Array, lag: number): Float64Array {
  const integrated = new Float64Array(coefficients.length + lag);
  integrated.set(coefficients);
  integrated[lag - 1] += 1;
  coefficients.forEach((coefficient, n) => (integrated[n + lag] -= coefficient));
  return integrated;
}

/** Forecasts that go on from themselves: each step is the same combination of the rows before it, forecast ones too. */
function iterate(coefficients: Float64Array, constant: number, { window, horizon }: MapSizes): LinearMap {
  const weights = new Float64Array(horizon * window);
  const bias = new Float64Array(horizon).fill(constant);
  for (let step = 0; step < horizon; step++) {
    coefficients.forEach((coefficient, n) => {
      if (coefficient === 0) return;
      const from = step - 1 - n;
      if (from < 0) {
        weights[step * window + window + from] += coefficient;
        return;
      }
      bias[step] += coefficient * bias[from];
      for (let i = 0; i < window; i++) weights[step * window + i] += coefficient * weights[from * window + i];
    });
  }
  return { window, horizon, weights, bias };
}
