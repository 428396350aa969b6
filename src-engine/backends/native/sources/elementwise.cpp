#include "kernels.h"
#include "vector.h"

namespace kernels::INSTRUCTION_SET {
namespace {

void multiply(int begin, int end, const float *a, const float *b, float *out) {
  forVectors(begin, end, [&](int n, auto lanes) INLINED { lanes.store(out + n, lanes.load(a + n) * lanes.load(b + n)); });
}

void addScaled(int begin, int end, float alpha, const float *x, float *y) {
  forVectors(begin, end, [&](int n, auto lanes) INLINED {
    lanes.store(y + n, madd(splat(alpha), lanes.load(x + n), lanes.load(y + n)));
  });
}

void scale(int begin, int end, float alpha, float *x) {
  forVectors(begin, end, [&](int n, auto lanes) INLINED { lanes.store(x + n, splat(alpha) * lanes.load(x + n)); });
}

void gatherRows(int begin, int end, int columns, const int32_t *ids, const float *kernel, const float *bias, float *out) {
  for (int n = begin; n < end; n++) {
    float *to = out + static_cast<size_t>(n) * columns;
    const float *from = ids[n] < 0 ? nullptr : kernel + static_cast<size_t>(ids[n]) * columns;
    if (from != nullptr && bias != nullptr) {
      forVectors(columns, [&](int j, auto lanes) INLINED { lanes.store(to + j, lanes.load(bias + j) + lanes.load(from + j)); });
    } else if (from != nullptr || bias != nullptr) copyElements(to, from != nullptr ? from : bias, columns);
    else fillZero(to, columns);
  }
}

void scatterRows(int begin, int end, int rows, int columns, const int32_t *ids, const float *d, float *dKernel) {
  for (int n = 0; n < rows; n++) {
    if (ids[n] < 0) continue;
    const float *from = d + static_cast<size_t>(n) * columns;
    float *to = dKernel + static_cast<size_t>(ids[n]) * columns;
    forVectors(begin, end, [&](int j, auto lanes) INLINED { lanes.store(to + j, lanes.load(to + j) + lanes.load(from + j)); });
  }
}

/** Four words of the stream of Philox4x32-10; see ../../wasm/assembly/dropout.ts. */
struct Block {
  uint32_t words[4];
};

INLINE Block philox(uint32_t block, uint32_t counter2, uint32_t counter3, uint32_t key0, uint32_t key1) {
  uint32_t c[4] = {block, 0, counter2, counter3};
  for (int round = 0; round < 10; round++) {
    const uint64_t first = 0xd2511f53ull * c[0];
    const uint64_t second = 0xcd9e8d57ull * c[2];
    const uint32_t next0 = static_cast<uint32_t>(second >> 32) ^ c[1] ^ key0;
    const uint32_t next2 = static_cast<uint32_t>(first >> 32) ^ c[3] ^ key1;
    c[0] = next0;
    c[1] = static_cast<uint32_t>(second);
    c[2] = next2;
    c[3] = static_cast<uint32_t>(first);
    key0 += 0x9e3779b9u;
    key1 += 0xbb67ae85u;
  }
  return {{c[0], c[1], c[2], c[3]}};
}

/** `begin` is a multiple of 4. Many blocks side by side, which the compiler makes vectors of. */
void dropoutMask(int begin, int end, float *mask, int threshold, float kept, int key0, int key1, int counter2, int counter3) {
  constexpr int BLOCKS = 4 * LANES;
  for (int first = begin; first < end; first += 4 * BLOCKS) {
    float values[4 * BLOCKS];
#pragma GCC ivdep
    for (int b = 0; b < BLOCKS; b++) {
      const Block block = philox(static_cast<uint32_t>(first / 4 + b), counter2, counter3, key0, key1);
      for (int w = 0; w < 4; w++) values[4 * b + w] = block.words[w] >= static_cast<uint32_t>(threshold) ? kept : 0;
    }
    copyElements(mask + first, values, end - first < 4 * BLOCKS ? end - first : 4 * BLOCKS);
  }
}

/** Writes for each block of `blockSize` elements of `size` the sum of `term` over its vectors, in float64. */
template <typename Term> INLINE void sumBlocks(int begin, int end, int blockSize, int size, double *sums, Term term) {
  for (int block = begin; block < end; block++) {
    const int first = block * blockSize;
    Doubles sum{};
    forVectors(first, size - first < blockSize ? size : first + blockSize, [&](int n, auto lanes) INLINED {
      sum += term(n, lanes);
    });
    sums[block] = sumOf(sum);
  }
}

void sumOfSquares(int begin, int end, int blockSize, int size, const float *x, double *sums) {
  sumBlocks(begin, end, blockSize, size, sums, [&](int n, auto lanes) INLINED {
    const Doubles value = toDoubles(lanes.load(x + n));
    return value * value;
  });
}

void sumOfProducts(int begin, int end, int blockSize, int size, const float *a, const float *b, double *sums) {
  sumBlocks(begin, end, blockSize, size, sums, [&](int n, auto lanes) INLINED {
    return toDoubles(lanes.load(a + n)) * toDoubles(lanes.load(b + n));
  });
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
