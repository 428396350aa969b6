/**
 * Dropout with masks from Philox4x32-10 (Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011), four
 * blocks at a time, one a lane. Block n of the stream has the counter (n, 0, counter2, counter3).
 */
import { storeFirst } from './simd';

const MULTIPLIER_0: i32 = 0xd2511f53;
const MULTIPLIER_1: i32 = 0xcd9e8d57;
const WEYL_0: i32 = 0x9e3779b9;
const WEYL_1: i32 = 0xbb67ae85;

/** The upper words of the four 64-bit products. */
@inline
function multiplyHigh(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(i64x2.extmul_low_i32x4_u(a, b), i64x2.extmul_high_i32x4_u(a, b), 1, 3, 5, 7);
}

/**
 * out[n] = x[n] times `kept` where word n of the stream, as unsigned, is ≥ threshold, and times 0 elsewhere; elements begin … end, begin a
 * multiple of 4. x may be out, or 0 for ones.
 */
export function dropout(
  begin: i32,
  end: i32,
  x: usize,
  out: usize,
  threshold: i32,
  kept: f32,
  key0: i32,
  key1: i32,
  counter2: i32,
  counter3: i32,
): void {
  const multiplier0 = i32x4.splat(MULTIPLIER_0);
  const multiplier1 = i32x4.splat(MULTIPLIER_1);
  for (let n = begin; n < end; n += 16) {
    let c0 = i32x4.add(i32x4.splat(n >> 2), i32x4(0, 1, 2, 3));
    let c1 = i32x4.splat(0);
    let c2 = i32x4.splat(counter2);
    let c3 = i32x4.splat(counter3);
    let k0 = key0;
    let k1 = key1;
    for (let round = 0; round < 10; round++) {
      const high0 = multiplyHigh(c0, multiplier0);
      const high1 = multiplyHigh(c2, multiplier1);
      const low0 = i32x4.mul(c0, multiplier0);
      const low1 = i32x4.mul(c2, multiplier1);
      c0 = v128.xor(v128.xor(high1, c1), i32x4.splat(k0));
      c1 = low1;
      c2 = v128.xor(v128.xor(high0, c3), i32x4.splat(k1));
      c3 = low0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    // Lane b of c_w is word w of block b: transpose, so that blocks follow each other.
    const low01 = v128.shuffle<i32>(c0, c1, 0, 4, 1, 5);
    const low23 = v128.shuffle<i32>(c2, c3, 0, 4, 1, 5);
    const high01 = v128.shuffle<i32>(c0, c1, 2, 6, 3, 7);
    const high23 = v128.shuffle<i32>(c2, c3, 2, 6, 3, 7);
    storeKept(n, end, v128.shuffle<i32>(low01, low23, 0, 1, 4, 5), x, out, threshold, kept);
    storeKept(n + 4, end, v128.shuffle<i32>(low01, low23, 2, 3, 6, 7), x, out, threshold, kept);
    storeKept(n + 8, end, v128.shuffle<i32>(high01, high23, 0, 1, 4, 5), x, out, threshold, kept);
    storeKept(n + 12, end, v128.shuffle<i32>(high01, high23, 2, 3, 6, 7), x, out, threshold, kept);
  }
}

/** Writes elements n … n + 4, or until `end`. */
@inline
function storeKept(n: i32, end: i32, words: v128, x: usize, out: usize, threshold: i32, kept: f32): void {
  if (n >= end) return;
  const at: usize = n << 2;
  const factors = v128.and(i32x4.ge_u(words, i32x4.splat(threshold)), f32x4.splat(kept));
  storeFirst(out + at, x ? f32x4.mul(v128.load(x + at), factors) : factors, end - n);
}
