/** Sums over tensors, in float64, and counts. */
import { firstLanes, lowerAsF64, storeFirst, upperAsF64 } from './simd';

/**
 * Σ x² of blocks begin … end of `blockSize` elements each, of `size` in all: writes one float64 for each block to `sums`, so that
 * their sum does not depend on who computes which.
 */
export function sumOfSquares(begin: i32, end: i32, blockSize: i32, size: i32, x: usize, sums: usize): void {
  for (let block = begin; block < end; block++) {
    const first = block * blockSize;
    f64.store(sums + 8 * block, squaresOf(first, min(size, first + blockSize), x));
  }
}

function squaresOf(begin: i32, end: i32, x: usize): f64 {
  let lower = f64x2.splat(0);
  let upper = f64x2.splat(0);
  for (let n = begin; n < end; n += 4) {
    let value = v128.load(x + (n << 2));
    if (end - n < 4) value = v128.and(value, firstLanes(end - n));
    const low = lowerAsF64(value);
    const high = upperAsF64(value);
    lower = f64x2.add(lower, f64x2.mul(low, low));
    upper = f64x2.add(upper, f64x2.mul(high, high));
  }
  const sums = f64x2.add(lower, upper);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** Computes the same as `sumOfSquares`, but for Σ a·b. */
export function sumOfProducts(
  begin: i32,
  end: i32,
  blockSize: i32,
  size: i32,
  a: usize,
  b: usize,
  sums: usize,
): void {
  for (let block = begin; block < end; block++) {
    const first = block * blockSize;
    f64.store(sums + 8 * block, productsOf(first, min(size, first + blockSize), a, b));
  }
}

function productsOf(begin: i32, end: i32, a: usize, b: usize): f64 {
  let lower = f64x2.splat(0);
  let upper = f64x2.splat(0);
  for (let n = begin; n < end; n += 4) {
    let x = v128.load(a + (n << 2));
    let y = v128.load(b + (n << 2));
    if (end - n < 4) {
      x = v128.and(x, firstLanes(end - n));
      y = v128.and(y, firstLanes(end - n));
    }
    lower = f64x2.add(lower, f64x2.mul(lowerAsF64(x), lowerAsF64(y)));
    upper = f64x2.add(upper, f64x2.mul(upperAsF64(x), upperAsF64(y)));
  }
  const sums = f64x2.add(lower, upper);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/**
 * Blocks begin … end of `blockSize` elements each, of `size` in all; a NaN in y masks its element. Writes to `sums` two float64 for
 * each block: Σ (p − y)² and the number of unmasked elements. dPrediction, if not 0, = factor·(p − y); it may be p.
 */
export function squaredError(
  begin: i32,
  end: i32,
  blockSize: i32,
  size: i32,
  prediction: usize,
  target: usize,
  dPrediction: usize,
  factor: f32,
  sums: usize,
): void {
  for (let block = begin; block < end; block++) {
    const first = block * blockSize;
    squaredErrorOf(first, min(size, first + blockSize), prediction, target, dPrediction, factor, sums + 16 * block);
  }
}

function squaredErrorOf(
  begin: i32,
  end: i32,
  prediction: usize,
  target: usize,
  dPrediction: usize,
  factor: f32,
  sums: usize,
): void {
  let squares = f64x2.splat(0);
  let count = 0;
  for (let n = begin; n < end; n += 4) {
    const at = n << 2;
    const y = v128.load(target + at);
    let unmasked = f32x4.eq(y, y);
    if (end - n < 4) unmasked = v128.and(unmasked, firstLanes(end - n));
    const error = v128.and(f32x4.sub(v128.load(prediction + at), y), unmasked);
    const low = lowerAsF64(error);
    const high = upperAsF64(error);
    squares = f64x2.add(squares, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
    count += popcnt(i32x4.bitmask(unmasked));
    if (dPrediction) storeFirst(dPrediction + at, f32x4.mul(error, f32x4.splat(factor)), end - n);
  }
  f64.store(sums, f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1));
  f64.store(sums, count, 8);
}

/** counts[k] (int32) += elements in bin k of `bins` equal bins over [lowest, highest]; outliers in the end bins, NaN in none. */
export function histogram(size: i32, x: usize, bins: i32, counts: usize, lowest: f64, highest: f64): void {
  const binsPerUnit = <f64>bins / (highest - lowest);
  for (let n = 0; n < size; n++) {
    const value = <f64>f32.load(x + (n << 2));
    if (value != value) continue;
    const bin = <i32>max(0, min(<f64>(bins - 1), floor((value - lowest) * binsPerUnit)));
    const at = counts + (bin << 2);
    i32.store(at, i32.load(at) + 1);
  }
}
