/** Matrix products in float32: the blocking around the tiles. */
#pragma once

#include "tiles.h"
#if defined(ACCELERATE)
#include "accelerate.h"
#endif

namespace kernels::INSTRUCTION_SET {
namespace {

/** Rows of A and the depth that are worked on at a time: that part of A stays in the second cache, a panel's part in the first. */
constexpr int ROW_BLOCK = 96;
constexpr int DEPTH_BLOCK = 256;

/** One row of C = S + a·B, B row-major: streams through B once, four of its rows at a time. */
inline void multiplyRow(int columns, int depth, const float *a, const float *b, size_t bStride, const float *s, float *c) {
  if (s == nullptr) fillZero(c, columns);
  else if (s != c) copyElements(c, s, columns);
  int k = 0;
  for (; k + 4 <= depth; k += 4) {
    const float *row = b + k * bStride;
    const Vector a0 = splat(a[k]), a1 = splat(a[k + 1]), a2 = splat(a[k + 2]), a3 = splat(a[k + 3]);
    forVectors(columns, [&](int n, auto lanes) INLINED {
      Vector sum = madd(a0, lanes.load(row + n), lanes.load(c + n));
      sum = madd(a1, lanes.load(row + bStride + n), sum);
      sum = madd(a2, lanes.load(row + 2 * bStride + n), sum);
      lanes.store(c + n, madd(a3, lanes.load(row + 3 * bStride + n), sum));
    });
  }
  for (; k < depth; k++) {
    const float *row = b + k * bStride;
    const Vector ak = splat(a[k]);
    forVectors(columns, [&](int n, auto lanes) INLINED {
      lanes.store(c + n, madd(ak, lanes.load(row + n), lanes.load(c + n)));
    });
  }
}

/**
 * C = S + A·B; strides in floats. `b` is packed into panels, or row-major if `bStride` is not 0 (worth it for few rows only).
 * S may be C (to accumulate), have stride 0 (one row, a bias, for all rows), or be null (nothing).
 */
inline void product(int rows, int columns, int depth, const float *a, size_t aStride, const float *b, size_t bStride,
                    const float *s, size_t sStride, float *c, size_t cStride) {
#if defined(ACCELERATE)
  if (bStride == 0 && rows >= FEWEST_ROWS_TO_ACCELERATE) {
    return accelerateProduct(rows, columns, depth, a, aStride, b, s, sStride, c, cStride);
  }
  if (bStride == 0) bStride = columns;
#endif
  if (bStride != 0) {
    for (int row = 0; row < rows; row++) {
      multiplyRow(columns, depth, a + row * aStride, b, bStride, s == nullptr ? nullptr : s + row * sStride, c + row * cStride);
    }
    return;
  }
  const size_t panelFloats = static_cast<size_t>(depth) * PANEL_COLUMNS;
  for (int row = 0; row < rows; row += ROW_BLOCK) {
    const int height = rows - row < ROW_BLOCK ? rows - row : ROW_BLOCK;
    const float *from = s == nullptr ? nullptr : s + row * sStride;
    size_t fromStride = sStride;
    float *to = c + row * cStride;
    for (int k = 0; k < depth || k == 0; k += DEPTH_BLOCK) {
      const int part = depth - k < DEPTH_BLOCK ? depth - k : DEPTH_BLOCK;
      forPanels(columns, [&](auto panels, int column, int width) INLINED {
        const float *panel = b + static_cast<size_t>(column) * depth + k * PANEL_COLUMNS;
        multiplyPanels<panels>(height, width, part, a + row * aStride + k, aStride, panel, panelFloats,
                               from == nullptr ? nullptr : from + column, fromStride, to + column, cStride);
      });
      from = to;
      fromStride = cStride;
    }
  }
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
