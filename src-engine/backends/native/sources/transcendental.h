/**
 * exp, σ and tanh by e^x = 2^n·e^r with |r| ≤ ln 2 / 2 and e^r − 1 ≈ r + r²·P(r), with the polynomial of the WebAssembly kernels
 * (../../wasm/assembly/transcendental.ts), which says how exact they are. NaN goes through.
 */
#pragma once

#include "vector.h"

namespace kernels::INSTRUCTION_SET {
namespace {

/** 1.5·2²³: a float32 plus this is rounded to an integer, found in the lowest bits of the sum. */
constexpr float TO_INTEGER = 12582912;
/** e^x is a normal float32 between these. */
constexpr float LOWEST = -87.33f;
constexpr float HIGHEST = 87.33f;

/** The integer n nearest to x / ln 2, plus TO_INTEGER. */
INLINE Vector shiftedExponent(Vector x) { return madd(x, splat(1.44269504f), splat(TO_INTEGER)); }

/** e^r − 1 for r = x − n·ln 2, with ln 2 in two parts, of which the first has so few bits that n times it is exact. */
INLINE Vector reducedExpMinus1(Vector x, Vector shifted) {
  const Vector n = shifted - splat(TO_INTEGER);
  const Vector r = madd(n, splat(2.1219444e-4f), madd(n, splat(-0.693359375f), x));
  Vector p = madd(r, splat(0.0013814467238262296f), splat(0.008368780836462975f));
  p = madd(r, p, splat(0.04166839271783829f));
  p = madd(r, p, splat(0.1666651964187622f));
  p = madd(r, p, splat(0.4999999403953552f));
  return madd(r * r, p, r);
}

/** 2ⁿ, by writing n into the exponent bits; TO_INTEGER itself is shifted out. */
INLINE Vector powerOf2(Vector shifted) {
  using Bits = uint32_t __attribute__((vector_size(VECTOR_BYTES)));
  return reinterpret_cast<Vector>((reinterpret_cast<Bits>(shifted) << 23) + reinterpret_cast<Bits>(splat(1)));
}

INLINE Vector exponential(Vector x) {
  const Vector shifted = shiftedExponent(x);
  const Vector scale = powerOf2(shifted);
  return madd(scale, reducedExpMinus1(x, shifted), scale);
}

/** e^x for x ≤ 0. 0 below −87.33, where the result would be subnormal. */
INLINE Vector expOfNonPositive(Vector x) {
  const Vector result = exponential(atLeast(x, LOWEST));
  return x < splat(LOWEST) ? Vector{} : result;
}

/** 1 / (1 + e^−x). At least 1.2e-38. */
INLINE Vector sigmoid(Vector x) {
  const Vector e = exponential(atMost(atLeast(-x, LOWEST), HIGHEST));
  return splat(1) / (splat(1) + e);
}

/** −m / (m + 2) with m = e^(−2|x|) − 1, and the sign of x. */
INLINE Vector tanh(Vector x) {
  const Integers signBit = splatInteger(INT32_MIN);
  const Vector negative = reinterpret_cast<Vector>(reinterpret_cast<Integers>(x) | signBit);
  const Vector doubled = atLeast(negative + negative, -30);
  const Vector shifted = shiftedExponent(doubled);
  const Vector scale = powerOf2(shifted);
  const Vector m = madd(scale, reducedExpMinus1(doubled, shifted), scale - splat(1));
  const Integers result = reinterpret_cast<Integers>(m / (m + splat(2))); // of −|x|: the sign is chosen next
  return reinterpret_cast<Vector>((reinterpret_cast<Integers>(x) & signBit) | (result & ~signBit));
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
