/**
 * Pooling over the steps of each sequence. x is (steps, batch, width), out (batch, width); `lengths` (batch) int32 may be 0, which
 * stands for `steps` each. Parts are sequences begin … end of the batch.
 */
import { constants, expOfNonPositive } from './transcendental';
import { firstLanes, storeFirst, sumOfLanes } from './simd';

@inline
function lengthOf(sequence: i32, steps: i32, lengths: usize): i32 {
  return lengths ? i32.load(lengths + (sequence << 2)) : steps;
}

/** out = Σ x_t / length. */
export function meanPoolForward(
  begin: i32,
  end: i32,
  steps: i32,
  batch: i32,
  width: i32,
  x: usize,
  lengths: usize,
  out: usize,
): void {
  const stride: usize = batch * width * 4;
  for (let sequence = begin; sequence < end; sequence++) {
    const length = lengthOf(sequence, steps, lengths);
    const factor = f32x4.splat(<f32>(1 / <f64>length));
    for (let n = 0; n < width; n += 4) {
      const at: usize = (sequence * width + n) << 2;
      let sum = f32x4.splat(0);
      for (let t = 0; t < length; t++) sum = f32x4.add(sum, v128.load(x + t * stride + at));
      storeFirst(out + at, f32x4.mul(sum, factor), width - n);
    }
  }
}

/** dX_t = dOut / length, and 0 after the end of a sequence. */
export function meanPoolBackward(
  begin: i32,
  end: i32,
  steps: i32,
  batch: i32,
  width: i32,
  lengths: usize,
  dOut: usize,
  dX: usize,
): void {
  const stride: usize = batch * width * 4;
  for (let sequence = begin; sequence < end; sequence++) {
    const length = lengthOf(sequence, steps, lengths);
    const factor = f32x4.splat(<f32>(1 / <f64>length));
    for (let t = 0; t < steps; t++) {
      for (let n = 0; n < width; n += 4) {
        const at: usize = (sequence * width + n) << 2;
        const gradient = t < length ? f32x4.mul(v128.load(dOut + at), factor) : f32x4.splat(0);
        storeFirst(dX + t * stride + at, gradient, width - n);
      }
    }
  }
}

/** out = max over t of x_t; `places` (batch, width) int32 receives the first t of each. */
export function maxPoolForward(
  begin: i32,
  end: i32,
  steps: i32,
  batch: i32,
  width: i32,
  x: usize,
  lengths: usize,
  out: usize,
  places: usize,
): void {
  const stride: usize = batch * width * 4;
  for (let sequence = begin; sequence < end; sequence++) {
    const length = lengthOf(sequence, steps, lengths);
    for (let n = 0; n < width; n += 4) {
      const at: usize = (sequence * width + n) << 2;
      let largest = v128.load(x + at);
      let place = i32x4.splat(0);
      for (let t = 1; t < length; t++) {
        const value = v128.load(x + t * stride + at);
        const larger = f32x4.gt(value, largest);
        largest = v128.bitselect(value, largest, larger);
        place = v128.bitselect(i32x4.splat(t), place, larger);
      }
      storeFirst(out + at, largest, width - n);
      storeFirst(places + at, place, width - n);
    }
  }
}

/** dX_t = dOut where t is the place of the largest value, else 0. */
export function maxPoolBackward(
  begin: i32,
  end: i32,
  steps: i32,
  batch: i32,
  width: i32,
  places: usize,
  dOut: usize,
  dX: usize,
): void {
  const stride: usize = batch * width * 4;
  for (let sequence = begin; sequence < end; sequence++) {
    for (let t = 0; t < steps; t++) {
      for (let n = 0; n < width; n += 4) {
        const at: usize = (sequence * width + n) << 2;
        const here = i32x4.eq(v128.load(places + at), i32x4.splat(t));
        storeFirst(dX + t * stride + at, v128.and(v128.load(dOut + at), here), width - n);
      }
    }
  }
}

/** weights (steps, batch) = softmax of `scores` over the steps of each sequence, 0 after its end; out = Σ weight_t·x_t. */
export function attendForward(
  begin: i32,
  end: i32,
  steps: i32,
  batch: i32,
  width: i32,
  scores: usize,
  x: usize,
  lengths: usize,
  weights: usize,
  out: usize,
): void {
  const stride: usize = batch * width * 4;
  for (let sequence = begin; sequence < end; sequence++) {
    const length = lengthOf(sequence, steps, lengths);
    softmaxOverSteps(sequence, length, steps, batch, scores, weights);
    for (let n = 0; n < width; n += 4) {
      const at: usize = (sequence * width + n) << 2;
      let sum = f32x4.splat(0);
      for (let t = 0; t < length; t++) {
        const weight = v128.load32_splat(weights + ((t * batch + sequence) << 2));
        sum = f32x4.add(sum, f32x4.mul(weight, v128.load(x + t * stride + at)));
      }
      storeFirst(out + at, sum, width - n);
    }
  }
}

function softmaxOverSteps(sequence: i32, length: i32, steps: i32, batch: i32, scores: usize, weights: usize): void {
  let largest = f32.load(scores + (sequence << 2));
  for (let t = 1; t < length; t++) largest = max(largest, f32.load(scores + ((t * batch + sequence) << 2)));
  let sum: f64 = 0;
  for (let t = 0; t < steps; t++) {
    const at: usize = (t * batch + sequence) << 2;
    const exponent = f32x4.splat(f32.load(scores + at) - largest);
    const e: f32 = t < length ? f32x4.extract_lane(expOfNonPositive(exponent, constants), 0) : 0;
    f32.store(weights + at, e);
    sum += e;
  }
  const factor = <f32>(1 / sum);
  for (let t = 0; t < length; t++) {
    const at: usize = (t * batch + sequence) << 2;
    f32.store(weights + at, f32.load(weights + at) * factor);
  }
}

/** With g_t = dOut·x_t: dScores_t = weight_t·(g_t − Σ weight ⊙ g), dX_t = weight_t·dOut; both 0 after the end of a sequence. */
export function attendBackward(
  begin: i32,
  end: i32,
  steps: i32,
  batch: i32,
  width: i32,
  weights: usize,
  x: usize,
  dOut: usize,
  dScores: usize,
  dX: usize,
): void {
  const stride: usize = batch * width * 4;
  for (let sequence = begin; sequence < end; sequence++) {
    const row: usize = (sequence * width) << 2;
    let sum: f64 = 0;
    for (let t = 0; t < steps; t++) {
      const place: usize = (t * batch + sequence) << 2;
      const weight = f32.load(weights + place);
      // Padded steps may hold anything, so that a product with their weight of 0 could be NaN.
      const g: f32 = weight == 0 ? 0 : <f32>dotOfRows(dOut + row, x + t * stride + row, width);
      f32.store(dScores + place, g);
      sum += <f64>weight * g;
      for (let n = 0; n < width; n += 4) {
        const at: usize = row + (n << 2);
        storeFirst(dX + t * stride + at, f32x4.mul(v128.load(dOut + at), f32x4.splat(weight)), width - n);
      }
    }
    for (let t = 0; t < steps; t++) {
      const place: usize = (t * batch + sequence) << 2;
      const weight = f32.load(weights + place);
      f32.store(dScores + place, weight * (f32.load(dScores + place) - <f32>sum));
    }
  }
}

function dotOfRows(a: usize, b: usize, width: i32): f64 {
  let sum: f64 = 0;
  for (let n = 0; n < width; n += 4) {
    const at: usize = n << 2;
    sum += sumOfLanes(v128.and(f32x4.mul(v128.load(a + at), v128.load(b + at)), firstLanes(width - n)));
  }
  return sum;
}
