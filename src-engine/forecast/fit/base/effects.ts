import type { BaseMethod, KnownInput } from '../../../spec/preparation-spec.ts';
import type { PreparedRows } from '../../prepared-rows.ts';
import { choleskyOf, solveCholesky } from './cholesky.ts';
import type { InputColumns } from './input-columns.ts';

/** The part that is taken from values and inputs alike before they are compared, so that slow movements are not taken for effects. */
type Detrending =
  | { kind: 'mean' }
  | { kind: 'line' }
  /** The mean of so many rows around each. */
  | { kind: 'moving'; rows: number };

/** A profile that repeats: what is known of a row without its past. */
export interface Profile {
  inputs: readonly KnownInput[];
  detrending: Detrending;
}

export type Effects = BaseMethod['effects'];

/** The last rows of a piece that are compared. */
const MOST_ROWS = 10_000;
const RIDGE = 1e-7;

/** The weights of inputs that leave the least squares of a column, in u. Null where they cannot be told apart. */
export function fitEffects(
  pieces: readonly PreparedRows[],
  { inputs, detrending }: Profile,
  { column, read }: { column: number; read: InputColumns },
): Effects | null {
  const width = inputs.length;
  if (width === 0) return [];
  const sums = Array.from({ length: width + 1 }, () => new Float64Array(width + 1));
  for (const piece of pieces) {
    const first = Math.max(0, piece.known - Math.floor(MOST_ROWS / pieces.length) - 200);
    const rows = piece.known - first;
    if (rows < 2) continue;
    const detrended = inputs.map((input) => detrend(read(input, piece).subarray(first, piece.known), detrending));
    addProducts(sums, [...detrended, detrend(piece.values[column].slice(first, piece.known), detrending)]);
  }
  const places = inputs.map((_, n) => n);
  for (const place of places) sums[place][place] *= 1 + RIDGE;
  const right = places.map((place) => sums[width][place]);
  const weights = solveCholesky(choleskyOf(places, sums), right);
  if (!weights.every(Number.isFinite)) return null;
  return inputs.map((of, n) => ({ of, weight: weights[n] }));
}

/** Returns what effects add up to in each row of a piece. */
export function effectSums(effects: Effects, piece: PreparedRows, read: InputColumns): Float64Array {
  const sums = new Float64Array(piece.time.length);
  for (const { of, weight } of effects) {
    const values = read(of, piece);
    for (let row = 0; row < sums.length; row++) sums[row] += weight * values[row];
  }
  return sums;
}

/** Returns what is left of the first rows, in u, without their effects. */
export function withoutEffects(values: Float64Array, sums: Float64Array): Float64Array {
  const left = new Float64Array(values.length);
  for (let row = 0; row < left.length; row++) left[row] = values[row] - sums[row];
  return left;
}

function addProducts(sums: readonly Float64Array[], columns: readonly Float64Array[]): void {
  columns.forEach((a, i) => {
    columns.slice(0, i + 1).forEach((b, j) => {
      let sum = 0;
      for (let row = 0; row < a.length; row++) sum += a[row] * b[row];
      sums[i][j] += sum;
      if (i !== j) sums[j][i] += sum;
    });
  });
}

function detrend(values: Float64Array, detrending: Detrending): Float64Array {
  if (detrending.kind === 'moving' && values.length >= 2 * detrending.rows)
    return withoutMovingMean(values, detrending);
  const middle = (values.length - 1) / 2;
  let [sum, products, squares] = [0, 0, 0];
  for (const value of values) sum += value;
  const mean = sum / values.length;
  for (let n = 0; n < values.length && detrending.kind !== 'mean'; n++) {
    products += (n - middle) * (values[n] - mean);
    squares += (n - middle) ** 2;
  }
  const slope = squares === 0 ? 0 : products / squares;
  const left = new Float64Array(values.length);
  for (let n = 0; n < left.length; n++) left[n] = values[n] - mean - slope * (n - middle);
  return left;
}

/** Half of the first and of the last row count where there is an even number, so that the mean lies in the middle. Ends are left out. */
function withoutMovingMean(values: Float64Array, { rows }: { rows: number }): Float64Array {
  const half = Math.floor(rows / 2);
  const ends = rows % 2 === 0 ? 0.5 : 1;
  const left = new Float64Array(values.length - 2 * half);
  let sum = 0;
  for (let n = 0; n < 2 * half + 1; n++) sum += values[n];
  for (let n = 0; n < left.length; n++) {
    const mean = (sum - (1 - ends) * (values[n] + values[n + 2 * half])) / rows;
    left[n] = values[n + half] - mean;
    sum += (values[n + 2 * half + 1] ?? 0) - values[n];
  }
  return left;
}
