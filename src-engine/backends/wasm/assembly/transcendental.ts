/**
 * exp, σ and tanh on four lanes, by e^x = 2^n·e^r with |r| ≤ ln 2 / 2 and e^r − 1 ≈ r + r²·P(r). P is the minimax polynomial of
 * degree 4 (found by reweighted least squares in float64; |error| < 3.1e-9 relative to e^r). NaN goes through.
 */
import { madd } from './simd';

const LOG2_E: f32 = 1.44269504;
/** ln 2 in two parts; the first has so few bits that n times it is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;
/** 1.5·2²³: a float32 plus this is rounded to an integer, found in the lowest bits of the sum. */
const TO_INTEGER: f32 = 12582912;
const P0: f32 = 0.4999999403953552;
const P1: f32 = 0.1666651964187622;
const P2: f32 = 0.04166839271783829;
const P3: f32 = 0.008368780836462975;
const P4: f32 = 0.0013814467238262296;
/** Below this e^x is not a normal float32. */
const LOWEST: f32 = -87.33;

/** The integer n nearest to x / ln 2, plus TO_INTEGER. */
@inline
function shiftedExponent(x: v128): v128 {
  return madd(x, f32x4.splat(LOG2_E), f32x4.splat(TO_INTEGER));
}

/** e^r − 1 for r = x − n·ln 2. */
@inline
function reducedExpMinus1(x: v128, shifted: v128): v128 {
  const n = f32x4.sub(shifted, f32x4.splat(TO_INTEGER));
  const r = madd(n, f32x4.splat(-LN2_LOW), madd(n, f32x4.splat(-LN2_HIGH), x));
  let p = madd(r, f32x4.splat(P4), f32x4.splat(P3));
  p = madd(r, p, f32x4.splat(P2));
  p = madd(r, p, f32x4.splat(P1));
  p = madd(r, p, f32x4.splat(P0));
  return madd(f32x4.mul(r, r), p, r);
}

/** 2ⁿ, by writing n into the exponent bits; TO_INTEGER itself is shifted out. */
@inline
function powerOf2(shifted: v128): v128 {
  return i32x4.add(i32x4.shl(shifted, 23), f32x4.splat(1));
}

/** e^x for x ≤ 0. 0 below −87.33, where the result would be subnormal. */
@inline
export function expOfNonPositive(x: v128): v128 {
  const clamped = f32x4.pmax(x, f32x4.splat(LOWEST));
  const shifted = shiftedExponent(clamped);
  const scale = powerOf2(shifted);
  return v128.andnot(madd(scale, reducedExpMinus1(clamped, shifted), scale), f32x4.lt(x, f32x4.splat(LOWEST)));
}

/** 1 / (1 + e^−x), as 1 / (1 + e) or e / (1 + e) with e = e^−|x|. At least 1.2e-38. */
@inline
export function sigmoid(x: v128): v128 {
  const clamped = f32x4.pmax(f32x4.neg(f32x4.abs(x)), f32x4.splat(LOWEST));
  const shifted = shiftedExponent(clamped);
  const scale = powerOf2(shifted);
  const e = madd(scale, reducedExpMinus1(clamped, shifted), scale);
  const one = f32x4.splat(1);
  return f32x4.div(v128.bitselect(e, one, i32x4.shr_s(x, 31)), f32x4.add(one, e));
}

/** −m / (m + 2) with m = e^(−2|x|) − 1, and the sign of x. */
@inline
export function tanh(x: v128): v128 {
  const magnitude = f32x4.abs(x);
  const clamped = f32x4.pmax(f32x4.mul(magnitude, f32x4.splat(-2)), f32x4.splat(-30));
  const shifted = shiftedExponent(clamped);
  const scale = powerOf2(shifted);
  const m = madd(scale, reducedExpMinus1(clamped, shifted), f32x4.sub(scale, f32x4.splat(1)));
  const result = f32x4.div(f32x4.neg(m), f32x4.add(m, f32x4.splat(2)));
  return v128.bitselect(result, x, i32x4.splat(0x7fffffff));
}
