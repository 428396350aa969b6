/** Vectors of 32-bit words, and the blocks of four words that lie across four of them: what differs between instruction sets. */
#pragma once

#include "vector.h"

namespace kernels::INSTRUCTION_SET {
namespace {

using Words = uint32_t __attribute__((vector_size(VECTOR_BYTES)));

// Clang takes a smaller alignment from an alias of a vector alone.
using LoadedWords __attribute__((aligned(4), may_alias)) = Words;

INLINE Words loadWords(const uint32_t *from) { return *reinterpret_cast<const LoadedWords *>(from); }
INLINE void storeWords(uint32_t *to, Words value) { *reinterpret_cast<LoadedWords *>(to) = value; }
INLINE Words splatWord(uint32_t value) { return value - Words{}; }

/** A block of each lane: word w of it lies in words[w]. */
struct Quads {
  Words words[4];
};

struct WideProduct {
  Words low;
  Words high;
};

/** The 64 bits of each product. */
INLINE WideProduct multiplyWide(Words a, uint32_t factor) {
#if defined(__AVX512F__)
  const __m512i lanes = reinterpret_cast<__m512i>(a), b = _mm512_set1_epi64(factor);
  const __m512i even = _mm512_mul_epu32(lanes, b), odd = _mm512_mul_epu32(_mm512_srli_epi64(lanes, 32), b);
  return {reinterpret_cast<Words>(_mm512_mask_blend_epi32(0xaaaa, even, _mm512_slli_epi64(odd, 32))),
          reinterpret_cast<Words>(_mm512_mask_blend_epi32(0xaaaa, _mm512_srli_epi64(even, 32), odd))};
#elif defined(__AVX2__)
  const __m256i lanes = reinterpret_cast<__m256i>(a), b = _mm256_set1_epi64x(factor);
  const __m256i even = _mm256_mul_epu32(lanes, b), odd = _mm256_mul_epu32(_mm256_srli_epi64(lanes, 32), b);
  return {reinterpret_cast<Words>(_mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xaa)),
          reinterpret_cast<Words>(_mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xaa))};
#else
  const uint32x4_t lanes = a;
  const uint32x4_t first = vreinterpretq_u32_u64(vmull_u32(vget_low_u32(lanes), vdup_n_u32(factor)));
  const uint32x4_t second = vreinterpretq_u32_u64(vmull_high_u32(lanes, vdupq_n_u32(factor)));
  return {vuzp1q_u32(first, second), vuzp2q_u32(first, second)};
#endif
}

/** The quarters of a vector: 128 bits, within which lanes change places fast. */
constexpr int QUARTERS = LANES / 4;

/** The block that each lane is to compute for `inOrder` to bring all their words into order. */
INLINE Words blockOfLane() {
  Words blocks{};
  for (int lane = 0; lane < LANES; lane++) blocks[lane] = lane % 4 * QUARTERS + lane / 4;
  return blocks;
}

/** Brings words of blocks that lie as `blockOfLane` says into the order of the blocks. */
INLINE Quads inOrder(Quads c) {
#if defined(__AVX512F__)
#define UNPACK(half, width, a, b)                                                                                              \
  reinterpret_cast<Words>(_mm512_unpack##half##_epi##width(reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)))
#elif defined(__AVX2__)
#define UNPACK(half, width, a, b)                                                                                              \
  reinterpret_cast<Words>(_mm256_unpack##half##_epi##width(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)))
#else
#define UNPACK(half, width, a, b) UNPACK_##half##_##width(a, b)
#define UNPACK_lo_32(a, b) vzip1q_u32(a, b)
#define UNPACK_hi_32(a, b) vzip2q_u32(a, b)
#define UNPACK_lo_64(a, b) vreinterpretq_u32_u64(vzip1q_u64(vreinterpretq_u64_u32(a), vreinterpretq_u64_u32(b)))
#define UNPACK_hi_64(a, b) vreinterpretq_u32_u64(vzip2q_u64(vreinterpretq_u64_u32(a), vreinterpretq_u64_u32(b)))
#endif
  const Words low01 = UNPACK(lo, 32, c.words[0], c.words[1]), low23 = UNPACK(lo, 32, c.words[2], c.words[3]);
  const Words high01 = UNPACK(hi, 32, c.words[0], c.words[1]), high23 = UNPACK(hi, 32, c.words[2], c.words[3]);
  return {{UNPACK(lo, 64, low01, low23), UNPACK(hi, 64, low01, low23), UNPACK(lo, 64, high01, high23),
           UNPACK(hi, 64, high01, high23)}};
#undef UNPACK
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
