/** Softmax and its cross-entropy, row by row of (rows, width). Sums are float64. */
import { constants, expOfNonPositive } from './transcendental';
import { firstLanes, lowerAsF64, storeFirst, sumOfLanes, upperAsF64 } from './simd';

/** The largest of `width` elements; NaN if there is one that is compared first. */
function largestOf(x: usize, width: i32): f32 {
  let largest = v128.load32_splat(x);
  let n = 0;
  for (; n + 4 <= width; n += 4) largest = f32x4.pmax(largest, v128.load(x + (n << 2)));
  if (n < width) {
    const candidate = f32x4.pmax(largest, v128.load(x + (n << 2)));
    largest = v128.bitselect(candidate, largest, firstLanes(width - n));
  }
  largest = f32x4.pmax(largest, v128.shuffle<f32>(largest, largest, 2, 3, 0, 1));
  return max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1));
}

/** The place of the first element that equals `value`. */
function firstIndexOf(x: usize, width: i32, value: f32): i32 {
  const wanted = f32x4.splat(value);
  for (let n = 0; n < width; n += 4) {
    const found = i32x4.bitmask(f32x4.eq(v128.load(x + (n << 2)), wanted));
    if (found) return n + ctz(found);
  }
  return -1;
}

/** Σ exp(x − largest); the exponentials are written to `out`, if it is not 0; out may be x. */
function sumOfExp(x: usize, width: i32, largest: f32, out: usize): f64 {
  let lower = f64x2.splat(0);
  let upper = f64x2.splat(0);
  for (let n = 0; n < width; n += 4) {
    const at = n << 2;
    let e = expOfNonPositive(f32x4.sub(v128.load(x + at), f32x4.splat(largest)), constants);
    if (width - n < 4) e = v128.and(e, firstLanes(width - n));
    if (out) storeFirst(out + at, e, width - n);
    lower = f64x2.add(lower, lowerAsF64(e));
    upper = f64x2.add(upper, upperAsF64(e));
  }
  const sums = f64x2.add(lower, upper);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

@inline
function scaleRow(x: usize, width: i32, factor: f32): void {
  for (let n = 0; n < width; n += 4) {
    storeFirst(x + (n << 2), f32x4.mul(v128.load(x + (n << 2)), f32x4.splat(factor)), width - n);
  }
}

@inline
function addToRow(x: usize, width: i32, value: f32): void {
  for (let n = 0; n < width; n += 4) {
    storeFirst(x + (n << 2), f32x4.add(v128.load(x + (n << 2)), f32x4.splat(value)), width - n);
  }
}

function meanOf(x: usize, width: i32): f64 {
  let sum: f64 = 0;
  for (let n = 0; n < width; n += 4) sum += sumOfLanes(v128.and(v128.load(x + (n << 2)), firstLanes(width - n)));
  return sum / <f64>width;
}

/** out = softmax(x), rows begin … end. */
export function softmaxForward(begin: i32, end: i32, width: i32, x: usize, out: usize): void {
  for (let row = begin; row < end; row++) {
    const from = x + row * width * 4;
    const to = out + row * width * 4;
    const sum = sumOfExp(from, width, largestOf(from, width), to);
    scaleRow(to, width, <f32>(1 / sum));
  }
}

/** dX = out ⊙ (dOut − Σ dOut ⊙ out), rows begin … end. */
export function softmaxBackward(begin: i32, end: i32, width: i32, out: usize, dOut: usize, dX: usize): void {
  for (let row = begin; row < end; row++) {
    const first: usize = row * width * 4;
    let sum: f64 = 0;
    for (let n = 0; n < width; n += 4) {
      const at = first + (n << 2);
      const products = f32x4.mul(v128.load(dOut + at), v128.load(out + at));
      sum += sumOfLanes(v128.and(products, firstLanes(width - n)));
    }
    for (let n = 0; n < width; n += 4) {
      const at = first + (n << 2);
      const difference = f32x4.sub(v128.load(dOut + at), f32x4.splat(<f32>sum));
      storeFirst(dX + at, f32x4.mul(v128.load(out + at), difference), width - n);
    }
  }
}

/**
 * Blocks begin … end of `blockRows` rows each, of `rows` in all; a target of −1 masks its row. w = classWeights[target], or 1. Writes
 * to `sums` three float64 for each block, so that their sum does not depend on who computes which: Σ w·Σ_v q_v·(−ln p_v), Σ w, and how
 * many rows have their first largest logit at the target. dLogits, if not 0, = scale·w·(p − q). q is the onehot, smoothed.
 */
export function softmaxCrossEntropy(
  begin: i32,
  end: i32,
  blockRows: i32,
  rows: i32,
  width: i32,
  logits: usize,
  targets: usize,
  classWeights: usize,
  smoothing: f32,
  dLogits: usize,
  scale: f32,
  sums: usize,
): void {
  for (let block = begin; block < end; block++) {
    const first = block * blockRows;
    const last = min(rows, first + blockRows);
    crossEntropyOfRows(first, last, width, logits, targets, classWeights, smoothing, dLogits, scale, sums + 24 * block);
  }
}

function crossEntropyOfRows(
  begin: i32,
  end: i32,
  width: i32,
  logits: usize,
  targets: usize,
  classWeights: usize,
  smoothing: f32,
  dLogits: usize,
  scale: f32,
  sums: usize,
): void {
  let loss: f64 = 0;
  let weights: f64 = 0;
  let correct: f64 = 0;
  for (let row = begin; row < end; row++) {
    const x = logits + row * width * 4;
    const d = dLogits ? dLogits + row * width * 4 : 0;
    const target = i32.load(targets + (row << 2));
    if (target < 0) {
      if (d) memory.fill(d, 0, width << 2);
      continue;
    }
    const weight: f32 = classWeights ? f32.load(classWeights + (target << 2)) : 1;
    const largest = largestOf(x, width);
    const ofTarget = f32.load(x + (target << 2));
    if (firstIndexOf(x, width, largest) == target) correct++;
    const mean = smoothing == 0 ? 0 : meanOf(x, width);
    const sum = sumOfExp(x, width, largest, d); // d may be x: nothing of x is read after this
    const ofLargest = Math.log(sum) + <f64>largest;
    if (smoothing == 0) loss += <f64>weight * (Math.log(sum) - (<f64>ofTarget - <f64>largest));
    else {
      const ofTargetAlone = (1 - <f64>smoothing) * (ofLargest - <f64>ofTarget);
      loss += <f64>weight * (ofTargetAlone + <f64>smoothing * (ofLargest - mean));
    }
    weights += weight;
    if (!d) continue;
    scaleRow(d, width, <f32>((<f64>scale * weight) / sum));
    if (smoothing != 0) addToRow(d, width, <f32>((-<f64>scale * weight * smoothing) / <f64>width));
    f32.store(d + (target << 2), f32.load(d + (target << 2)) - scale * weight * (1 - smoothing));
  }
  f64.store(sums, loss);
  f64.store(sums, weights, 8);
  f64.store(sums, correct, 16);
}
