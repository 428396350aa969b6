/**
 * exp, σ and tanh on four lanes, by e^x = 2^n·e^r with |r| ≤ ln 2 / 2 and e^r − 1 ≈ r + r²·P(r). P is the minimax polynomial of
 * degree 4 (found by reweighted least squares in float64; |error| < 3.1e-9 relative to e^r). NaN goes through.
 *
 * Largest error against float64: exp 1.02 ulp over all float32 with |x| ≥ 1e-8, σ 2.45 and tanh 2.49 over every 31st of them; mean
 * 0.26, 0.41, 0.34.
 */
import { madd } from './simd';

/**
 * The addresses of the constants of the functions here: they lie in memory, because V8 builds a vector constant from four instructions each time
 * but splats from memory in one; and at an address that is a variable, because V8 joins vectors into 256 bits only where it does not
 * know the addresses of what they load.
 */
export let constants: usize = 0;

/** Comes before everything else. */
export function placeConstants(): void {
  constants = VALUES;
}

const VALUES: usize = memory.data<f32>([
  1.44269504, // 1 / ln 2
  // −ln 2 in two parts; the first has so few bits that n times it is exact.
  -0.693359375,
  2.1219444e-4,
  // 1.5·2²³: a float32 plus this is rounded to an integer, found in the lowest bits of the sum.
  12582912,
  // The coefficients of P.
  0.4999999403953552,
  0.1666651964187622,
  0.04166839271783829,
  0.008368780836462975,
  0.0013814467238262296,
  // e^x is a normal float32 between these.
  -87.33,
  87.33,
  // tanh(x/2) is −1 below.
  -30,
  // Nothing but the sign.
  -0.0,
  1,
  2,
]);
const LOG2_E: usize = 0;
const MINUS_LN2_HIGH: usize = 4;
const MINUS_LN2_LOW: usize = 8;
const TO_INTEGER: usize = 12;
const P0: usize = 16;
const P1: usize = 20;
const P2: usize = 24;
const P3: usize = 28;
const P4: usize = 32;
const LOWEST: usize = 36;
const HIGHEST: usize = 40;
const LOWEST_OF_TANH: usize = 44;
const SIGN: usize = 48;
const ONE: usize = 52;
const TWO: usize = 56;

/** The integer n nearest to x / ln 2, plus TO_INTEGER. */
@inline
function shiftedExponent(x: v128, k: usize): v128 {
  return madd(x, v128.load32_splat(k, LOG2_E), v128.load32_splat(k, TO_INTEGER));
}

/** e^r − 1 for r = x − n·ln 2. */
@inline
function reducedExpMinus1(x: v128, shifted: v128, k: usize): v128 {
  const n = f32x4.sub(shifted, v128.load32_splat(k, TO_INTEGER));
  const r = madd(n, v128.load32_splat(k, MINUS_LN2_LOW), madd(n, v128.load32_splat(k, MINUS_LN2_HIGH), x));
  let p = madd(r, v128.load32_splat(k, P4), v128.load32_splat(k, P3));
  p = madd(r, p, v128.load32_splat(k, P2));
  p = madd(r, p, v128.load32_splat(k, P1));
  p = madd(r, p, v128.load32_splat(k, P0));
  return madd(f32x4.mul(r, r), p, r);
}

/** 2ⁿ, by writing n into the exponent bits; TO_INTEGER itself is shifted out. */
@inline
function powerOf2(shifted: v128, k: usize): v128 {
  return i32x4.add(i32x4.shl(shifted, 23), v128.load32_splat(k, ONE));
}

@inline
function exp(x: v128, k: usize): v128 {
  const shifted = shiftedExponent(x, k);
  const scale = powerOf2(shifted, k);
  return madd(scale, reducedExpMinus1(x, shifted, k), scale);
}

/** x, or the nearest bound. */
@inline
function between(lowest: v128, x: v128, highest: v128): v128 {
  return f32x4.pmin(f32x4.pmax(x, lowest), highest);
}

/** e^x for x ≤ 0. 0 below −87.33, where the result would be subnormal. `k`: `constants`, as everywhere here. */
@inline
export function expOfNonPositive(x: v128, k: usize): v128 {
  const lowest = v128.load32_splat(k, LOWEST);
  return v128.andnot(exp(f32x4.pmax(x, lowest), k), f32x4.lt(x, lowest));
}

/** 1 / (1 + e^−x). At least 1.2e-38. */
@inline
export function sigmoid(x: v128, k: usize): v128 {
  const bounded = between(v128.load32_splat(k, LOWEST), f32x4.neg(x), v128.load32_splat(k, HIGHEST));
  const e = exp(bounded, k);
  const one = v128.load32_splat(k, ONE);
  return f32x4.div(one, f32x4.add(one, e));
}

/** −m / (m + 2) with m = e^(−2|x|) − 1, and the sign of x. */
@inline
export function tanh(x: v128, k: usize): v128 {
  const signs = v128.load32_splat(k, SIGN);
  const negative = v128.or(x, signs);
  const doubled = f32x4.pmax(f32x4.add(negative, negative), v128.load32_splat(k, LOWEST_OF_TANH));
  const shifted = shiftedExponent(doubled, k);
  const scale = powerOf2(shifted, k);
  const m = madd(scale, reducedExpMinus1(doubled, shifted, k), f32x4.sub(scale, v128.load32_splat(k, ONE)));
  const result = f32x4.div(m, f32x4.add(m, v128.load32_splat(k, TWO))); // of −|x|: the sign is chosen next
  return v128.bitselect(x, result, signs);
}
