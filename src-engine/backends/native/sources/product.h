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
/** A larger matrix does not stay in the second cache, and is fetched from the third while it is multiplied with. */
constexpr size_t MOST_CACHED_FLOATS = 256 * 1024;

/** Elements that follow each other. */
struct Span {
  const float *from = nullptr;
  size_t floats = 0;
};

/** The way in which a product goes through its memory; its result does not depend on it. */
struct Order {
  /** Columns of B from the last to the first. Products that go through one B in turn from either side find a part of it in the cache. */
  bool lastFirst = false;
  /** The elements that will be read next: tiles fetch them when they have no panels to fetch. */
  Span soon = {};
};

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

/** Deals a span out to tiles of that depth. */
INLINE Ahead inTiles(Span span, int depth) {
  const size_t floatsOfTile = static_cast<size_t>(depth) * LINE_FLOATS;
  if (floatsOfTile == 0) return {};
  return {{span.from, LINE_FLOATS}, floatsOfTile, static_cast<int>((span.floats + floatsOfTile - 1) / floatsOfTile)};
}

/** The panels after a part of those at `column`: in the next part of their depth or, after the last one, those of the next tiles. */
INLINE Ahead panelsAfter(const float *b, int columns, int depth, int column, int k, int part, bool lastFirst) {
  if (static_cast<size_t>(depth) * columns <= MOST_CACHED_FLOATS) return {};
  const bool isLastPart = k + part == depth;
  const int next = column + (!isLastPart ? 0 : lastFirst ? -TILE_COLUMNS : TILE_COLUMNS);
  if (next < 0 || next >= columns) return {};
  const float *first = b + static_cast<size_t>(next) * depth + (isLastPart ? 0 : k + part) * PANEL_COLUMNS;
  return {{first, LINE_FLOATS}, static_cast<size_t>(depth) * PANEL_COLUMNS, TILE_PANELS};
}

/**
 * C = S + A·B; strides in floats. `b` is packed into panels, or row-major if `bStride` is not 0 (worth it for few rows only).
 * S may be C (to accumulate), have stride 0 (one row, a bias, for all rows), or be null (nothing).
 */
inline void product(int rows, int columns, int depth, const float *a, size_t aStride, const float *b, size_t bStride,
                    const float *s, size_t sStride, float *c, size_t cStride, Order order = {}) {
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
  Ahead soon = inTiles(order.soon, depth < DEPTH_BLOCK ? depth : DEPTH_BLOCK);
  bool lastFirst = order.lastFirst;
  for (int row = 0; row < rows; row += ROW_BLOCK) {
    const int height = rows - row < ROW_BLOCK ? rows - row : ROW_BLOCK;
    forPanels(columns, lastFirst, [&](auto panels, int column, int width) INLINED {
      const float *from = s == nullptr ? nullptr : s + row * sStride + column;
      size_t fromStride = sStride;
      float *to = c + row * cStride + column;
      for (int k = 0; k < depth || k == 0; k += DEPTH_BLOCK) {
        const int part = depth - k < DEPTH_BLOCK ? depth - k : DEPTH_BLOCK;
        const float *panel = b + static_cast<size_t>(column) * depth + k * PANEL_COLUMNS;
        multiplyPanels<panels>(height, width, part, a + row * aStride + k, aStride, panel, panelFloats, from, fromStride, to,
                               cStride, panelsAfter(b, columns, depth, column, k, part, lastFirst), soon);
        from = to;
        fromStride = cStride;
      }
    });
    lastFirst = !lastFirst;
  }
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
