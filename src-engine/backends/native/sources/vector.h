/**
 * Vectors of as many float32 lanes as the instruction set has, on the vector extensions of GCC and Clang: here stands all that
 * differs from one instruction set to the next. Every object is compiled with -ffp-contract=off, so that products and sums are
 * rounded once exactly where `madd` says so, in whole vectors and in parts of one alike. With PORTABLE it never says so, and the
 * kernels give the bits of the WebAssembly module `baseline`.
 *
 * Names have internal linkage or lie in the namespace of the instruction set: a function that two objects share would be the one
 * of whichever object the linker meets first, and could be made of instructions that the processor lacks.
 */
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#if defined(PORTABLE)
#define NAMED(set) set##_portable
#else
#define NAMED(set) set
#endif

#if defined(ACCELERATE)
#define INSTRUCTION_SET accelerate
#elif defined(__AVX512F__)
#define INSTRUCTION_SET NAMED(avx512)
#elif defined(__AVX2__)
#define INSTRUCTION_SET NAMED(avx2)
#else
#define INSTRUCTION_SET NAMED(neon)
#endif

#if defined(__AVX512F__)
#define VECTOR_BYTES 64
#include <immintrin.h>
#elif defined(__AVX2__)
#define VECTOR_BYTES 32
#include <immintrin.h>
#elif defined(__ARM_NEON)
#define VECTOR_BYTES 16
#include <arm_neon.h>
#else
#error "There are no kernels for this instruction set."
#endif

#define INLINE inline __attribute__((always_inline))
/** Comes between the parameters and the body of a lambda that is the body of a loop. */
#define INLINED __attribute__((always_inline))

namespace kernels::INSTRUCTION_SET {
namespace {

constexpr int LANES = VECTOR_BYTES / 4;

using Vector = float __attribute__((vector_size(VECTOR_BYTES)));
using Integers = int32_t __attribute__((vector_size(VECTOR_BYTES)));
using HalfOfDoubles = double __attribute__((vector_size(VECTOR_BYTES)));
// Clang takes a smaller alignment from an alias of a vector alone.
using LoadedVector __attribute__((aligned(4), may_alias)) = Vector;
using LoadedIntegers __attribute__((aligned(4), may_alias)) = Integers;

INLINE Vector splat(float value) { return value - Vector{}; }
INLINE Integers splatInteger(int32_t value) { return value - Integers{}; }

INLINE Vector load(const float *from) { return *reinterpret_cast<const LoadedVector *>(from); }
INLINE void store(float *to, Vector value) { *reinterpret_cast<LoadedVector *>(to) = value; }

#if defined(__AVX2__) && !defined(__AVX512F__)
INLINE __m256i firstLanes(int count) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
#endif

/** The lanes before `count`; the others are 0. Nothing past them is read. */
INLINE Vector loadFirst(const float *from, int count) {
#if defined(__AVX512F__)
  return _mm512_maskz_loadu_ps((1u << count) - 1, from);
#elif defined(__AVX2__)
  return _mm256_maskload_ps(from, firstLanes(count));
#else
  Vector value{};
  for (int lane = 0; lane < LANES - 1; lane++) {
    if (lane < count) value[lane] = from[lane];
  }
  return value;
#endif
}

INLINE void storeFirst(float *to, Vector value, int count) {
#if defined(__AVX512F__)
  _mm512_mask_storeu_ps(to, (1u << count) - 1, value);
#elif defined(__AVX2__)
  _mm256_maskstore_ps(to, firstLanes(count), value);
#else
  for (int lane = 0; lane < LANES - 1; lane++) {
    if (lane < count) to[lane] = value[lane];
  }
#endif
}

/** The lanes before `count` of a vector; the others are 0. */
INLINE Vector firstOf(Vector value, int count) {
#if defined(__AVX512F__)
  return _mm512_maskz_mov_ps((1u << count) - 1, value);
#elif defined(__AVX2__)
  return _mm256_and_ps(value, _mm256_castsi256_ps(firstLanes(count)));
#else
  for (int lane = 0; lane < LANES; lane++) {
    if (lane >= count) value[lane] = 0;
  }
  return value;
#endif
}

/** a·b + c, rounded once, or twice where the bits are to be the same everywhere. */
INLINE Vector madd(Vector a, Vector b, Vector c) {
#if defined(PORTABLE)
  return a * b + c;
#elif defined(__AVX512F__)
  return _mm512_fmadd_ps(a, b, c);
#elif defined(__AVX2__)
  return _mm256_fmadd_ps(a, b, c);
#else
  return vfmaq_f32(c, a, b);
#endif
}

INLINE Vector squareRoot(Vector x) {
#if defined(__AVX512F__)
  return _mm512_sqrt_ps(x);
#elif defined(__AVX2__)
  return _mm256_sqrt_ps(x);
#else
  return vsqrtq_f32(x);
#endif
}

/** x where it is larger or NaN, else the bound. */
INLINE Vector atLeast(Vector x, float bound) { return x < splat(bound) ? splat(bound) : x; }
INLINE Vector atMost(Vector x, float bound) { return x > splat(bound) ? splat(bound) : x; }
INLINE Vector larger(Vector a, Vector b) { return a < b ? b : a; }

INLINE Vector absolute(Vector x) {
  return reinterpret_cast<Vector>(reinterpret_cast<Integers>(x) & splatInteger(0x7fffffff));
}

/** The lanes of a vector in float64: two vectors that registers hold, since compilers keep one of twice the width in memory. */
struct Doubles {
  HalfOfDoubles lower;
  HalfOfDoubles upper;
};

INLINE Doubles operator*(Doubles a, Doubles b) { return {a.lower * b.lower, a.upper * b.upper}; }
INLINE Doubles operator-(Doubles a, Doubles b) { return {a.lower - b.lower, a.upper - b.upper}; }
INLINE void operator+=(Doubles &sum, Doubles x) {
  sum.lower += x.lower;
  sum.upper += x.upper;
}

INLINE HalfOfDoubles madd(HalfOfDoubles a, HalfOfDoubles b, HalfOfDoubles c) {
#if defined(PORTABLE)
  return a * b + c;
#elif defined(__AVX512F__)
  return _mm512_fmadd_pd(a, b, c);
#elif defined(__AVX2__)
  return _mm256_fmadd_pd(a, b, c);
#else
  return vfmaq_f64(c, a, b);
#endif
}

INLINE Doubles madd(Doubles a, Doubles b, Doubles c) {
  return {madd(a.lower, b.lower, c.lower), madd(a.upper, b.upper, c.upper)};
}

INLINE Doubles toDoubles(Vector x) {
#if defined(__AVX512F__)
  return {_mm512_cvtps_pd(_mm512_castps512_ps256(x)), _mm512_cvtps_pd(_mm512_extractf32x8_ps(x, 1))};
#elif defined(__AVX2__)
  return {_mm256_cvtps_pd(_mm256_castps256_ps128(x)), _mm256_cvtps_pd(_mm256_extractf128_ps(x, 1))};
#else
  return {vcvt_f64_f32(vget_low_f32(x)), vcvt_high_f64_f32(x)};
#endif
}

/** The same as toDoubles(load(from)), for which Intel's processors shuffle lanes. */
INLINE Doubles loadDoubles(const float *from) {
#if defined(__AVX512F__)
  return {_mm512_cvtps_pd(_mm256_loadu_ps(from)), _mm512_cvtps_pd(_mm256_loadu_ps(from + LANES / 2))};
#elif defined(__AVX2__)
  return {_mm256_cvtps_pd(_mm_loadu_ps(from)), _mm256_cvtps_pd(_mm_loadu_ps(from + LANES / 2))};
#else
  return {vcvt_f64_f32(vld1_f32(from)), vcvt_f64_f32(vld1_f32(from + LANES / 2))};
#endif
}

/** The sum of all lanes, from halves of halves. */
INLINE double sumOf(Doubles x) {
  const HalfOfDoubles halves = x.lower + x.upper;
  double lanes[LANES / 2];
  std::memcpy(lanes, &halves, sizeof lanes);
  for (int half = LANES / 4; half > 0; half /= 2) {
    for (int lane = 0; lane < half; lane++) lanes[lane] += lanes[lane + half];
  }
  return lanes[0];
}

/** A whole vector of a row. */
struct Whole {
  static constexpr int count = LANES;
  INLINE Vector load(const float *from) const { return kernels::INSTRUCTION_SET::load(from); }
  INLINE Doubles loadDoubles(const float *from) const { return kernels::INSTRUCTION_SET::loadDoubles(from); }
  INLINE void store(float *to, Vector value) const { kernels::INSTRUCTION_SET::store(to, value); }
  /** The vector with 0 in the lanes that the row lacks. */
  INLINE Vector only(Vector value) const { return value; }
};

/** The rest of a row after its whole vectors. */
struct Rest {
  int count;
  INLINE Vector load(const float *from) const { return loadFirst(from, count); }
  INLINE Doubles loadDoubles(const float *from) const { return toDoubles(loadFirst(from, count)); }
  INLINE void store(float *to, Vector value) const { storeFirst(to, value, count); }
  INLINE Vector only(Vector value) const { return firstOf(value, count); }
};

/** Calls step(n, lanes) for every vector of elements begin … end, which are read and written by way of `lanes`. */
template <typename Step> INLINE void forVectors(int begin, int end, Step step) {
  int n = begin;
  for (; n + LANES <= end; n += LANES) step(n, Whole{});
  if (n < end) step(n, Rest{end - n});
}

template <typename Step> INLINE void forVectors(int count, Step step) { forVectors(0, count, step); }

INLINE void fillZero(float *to, size_t count) { std::memset(to, 0, 4 * count); }
INLINE void copyElements(float *to, const float *from, size_t count) { std::memmove(to, from, 4 * count); }

} // namespace
} // namespace kernels::INSTRUCTION_SET
