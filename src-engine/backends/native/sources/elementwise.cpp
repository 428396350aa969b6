#include "kernels.h"
#include "vector.h"

namespace kernels::INSTRUCTION_SET {
namespace {

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
