/**
 * Matrix products by Apple's Accelerate, whose matrix units are several times as fast as vectors: for kernels that are compiled with
 * ACCELERATE. What these pack into panels stays a row-major matrix. How Accelerate orders a sum may depend on how many rows it is
 * given, so that bits may differ with the number of threads.
 */
#pragma once

#if defined(__APPLE__)
#include <Accelerate/Accelerate.h>
// The functions that came in its place are not there before macOS 13.3.
#pragma clang diagnostic ignored "-Wdeprecated-declarations"
#else
#include <cblas.h> // The same interface elsewhere, for tests.
#endif

#include "vector.h"

namespace kernels::INSTRUCTION_SET {
namespace {

/** Fewer rows than these wait for memory, and not for arithmetic. */
constexpr int FEWEST_ROWS_TO_ACCELERATE = 8;

/** C = S + A·B, or C += A·B where S is C, all row-major; S and `sStride` have the meaning that they have for `product`. */
inline void accelerateProduct(int rows, int columns, int depth, const float *a, size_t aStride, const float *b, const float *s,
                              size_t sStride, float *c, size_t cStride) {
  if (s != nullptr && s != c) {
    for (int row = 0; row < rows; row++) copyElements(c + row * cStride, s + row * sStride, columns);
  }
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, depth, 1, a, static_cast<int>(aStride), b, columns,
              s == nullptr ? 0 : 1, c, static_cast<int>(cStride));
}

/** dK += Xᵀ·D for columns of D, all row-major. */
inline void accelerateGradient(int rows, int inputs, int columns, const float *x, const float *d, int outputs, float *dK) {
  cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, inputs, columns, rows, 1, x, inputs, d, outputs, 1, dK, outputs);
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
