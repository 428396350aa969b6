/** Panels and strips: matrices in the order in which products read them. */
#pragma once

#include "kernels.h"
#include "vector.h"

namespace kernels::INSTRUCTION_SET {
namespace {

/** Packs the first `width` columns of a matrix, rows `stride` floats apart, into a group of `columns`; zeros fill it up. */
template <int columns> INLINE void packGroup(const float *matrix, size_t stride, int depth, int width, float *group) {
  if (width >= columns) {
    for (int k = 0; k < depth; k++) {
#pragma GCC unroll 16
      for (int j = 0; j < columns; j += LANES) store(group + j, load(matrix + j));
      matrix += stride;
      group += columns;
    }
    return;
  }
  for (int k = 0; k < depth; k++) {
    copyElements(group, matrix, width);
    fillZero(group + width, columns - width);
    matrix += stride;
    group += columns;
  }
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
