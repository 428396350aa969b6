#include "packing.h"
#include "tiles.h"
#if defined(ACCELERATE)
#include "accelerate.h"
#endif

namespace kernels::INSTRUCTION_SET {
namespace {

/** sum (width) += Σ rows of a matrix whose rows are `stride` floats apart. */
INLINE void addRows(const float *matrix, size_t stride, int rows, int width, float *sum) {
  for (int row = 0; row < rows; row++) {
    const float *from = matrix + row * stride;
    forVectors(width, [&](int n, auto lanes) INLINED { lanes.store(sum + n, lanes.load(sum + n) + lanes.load(from + n)); });
  }
}

void sumRows(int begin, int end, int rows, int columns, const float *matrix, float *sum) {
  addRows(matrix + begin, columns, rows, end - begin, sum + begin);
}

/** Rows of x that are packed at a time, which the first cache holds: columns of more rows would fall on the same of its lines. */
constexpr int PACKED_ROWS = 16;

/**
 * Packs `depth` rows of `width` columns of x, `inputs` apart, so that every TILE_ROWS columns are contiguous, step by step, the last
 * ones filled up with zeros. `mask` (batch, inputs), if not null, multiplies them, the first by its row `maskRow`.
 */
void packColumns(const float *x, int inputs, int depth, int width, const float *mask, int batch, int maskRow, float *packed) {
  for (int begin = 0; begin < depth; begin += PACKED_ROWS) {
    const int end = depth - begin < PACKED_ROWS ? depth : begin + PACKED_ROWS;
    for (int i = 0; i < width; i += TILE_ROWS) {
      const int height = width - i < TILE_ROWS ? width - i : TILE_ROWS;
      float *to = packed + static_cast<size_t>(i) * depth + begin * TILE_ROWS;
      for (int k = begin; k < end; k++) {
        const float *from = x + static_cast<size_t>(k) * inputs + i;
        if (mask == nullptr) {
          if (height == TILE_ROWS) std::memcpy(to, from, 4 * TILE_ROWS);
          else copyElements(to, from, height);
        } else {
          const float *factors = mask + static_cast<size_t>((maskRow + k) % batch) * inputs + i;
          for (int n = 0; n < height; n++) to[n] = from[n] * factors[n];
        }
        if (height < TILE_ROWS) fillZero(to + height, TILE_ROWS - height);
        to += TILE_ROWS;
      }
    }
  }
}

/** Packs `depth` rows of `width` columns of d, `outputs` apart, row by row into panels that are `panelFloats` apart. */
void packStrip(const float *d, int outputs, int depth, int width, float *strip, size_t panelFloats) {
  for (int k = 0; k < depth; k++) {
    const float *from = d + static_cast<size_t>(k) * outputs;
    float *to = strip + k * PANEL_COLUMNS;
    int j = 0;
    for (; j + PANEL_COLUMNS <= width; j += PANEL_COLUMNS) {
      for (int v = 0; v < PANEL_COLUMNS; v += LANES) store(to + v, load(from + j + v));
      to += panelFloats;
    }
    if (j == width) continue;
    copyElements(to, from + j, width - j);
    fillZero(to + width - j, PANEL_COLUMNS - width + j);
  }
}

/** C += A·B for the panels of one row of tiles, A as `packColumns` leaves it; the tiles fetch what `ahead` holds. */
template <int panels>
INLINE void accumulatePanels(int depth, int rows, int width, const float *a, const float *b, size_t panelFloats, float *c,
                             size_t cStride, Ahead &ahead) {
  for (int row = 0; row < rows; row += TILE_ROWS) {
    const int height = rows - row < TILE_ROWS ? rows - row : TILE_ROWS;
    float *to = c + row * cStride;
    const float *left = a + static_cast<size_t>(row) * depth;
    if (height == TILE_ROWS && width >= panels * PANEL_COLUMNS) {
      const Lines lines = ahead.next();
      multiplyTile<TILE_ROWS, panels>(depth, left, Interleaved{}, b, panelFloats, to, cStride, to, cStride, lines);
    } else {
      const int present = width < panels * PANEL_COLUMNS ? width : panels * PANEL_COLUMNS;
      multiplyPartOfTile<panels>(height, present, depth, left, Interleaved{}, b, panelFloats, to, cStride, to, cStride);
    }
  }
}

/** The strip of d that is packed after that at `row` and `j`: of the same rows, or of the next ones when all of x has had its turn. */
INLINE Ahead stripAfter(const float *d, int rows, int outputs, int begin, int end, int row, int j, bool isLastOfX) {
  const bool isLastStrip = j + GRADIENT_OUTPUTS >= end;
  if (isLastStrip && isLastOfX) row += GRADIENT_DEPTH;
  if (row >= rows) return {};
  const int next = isLastStrip ? begin : j + GRADIENT_OUTPUTS;
  const int width = end - next < GRADIENT_OUTPUTS ? end - next : GRADIENT_OUTPUTS;
  const size_t stride = outputs;
  return {{d + row * stride + next, stride}, LINE_FLOATS, (width + LINE_FLOATS - 1) / LINE_FLOATS};
}

void weightGradient(Scratch scratch, int begin, int end, int rows, int inputs, int outputs, const float *x, const float *mask,
                    int batch, const float *d, float *dK, float *db) {
#if defined(ACCELERATE)
  if (mask == nullptr) {
    if (db != nullptr) sumRows(begin, end, rows, outputs, d, db);
    return accelerateGradient(rows, inputs, end - begin, x, d + begin, outputs, dK + begin);
  }
#endif
  float *packedX = scratch.floats;
  float *strip = scratch.floats + PACKED_X_FLOATS;
  for (int row = 0; row < rows; row += GRADIENT_DEPTH) {
    const int depth = rows - row < GRADIENT_DEPTH ? rows - row : GRADIENT_DEPTH;
    const size_t panelFloats = static_cast<size_t>(depth) * PANEL_COLUMNS + PANEL_GAP;
    for (int i = 0; i < inputs; i += GRADIENT_INPUTS) {
      const int height = inputs - i < GRADIENT_INPUTS ? inputs - i : GRADIENT_INPUTS;
      const float *maskColumns = mask == nullptr ? nullptr : mask + i;
      packColumns(x + static_cast<size_t>(row) * inputs + i, inputs, depth, height, maskColumns, batch, row % batch, packedX);
      for (int j = begin; j < end; j += GRADIENT_OUTPUTS) {
        const int width = end - j < GRADIENT_OUTPUTS ? end - j : GRADIENT_OUTPUTS;
        const float *source = d + static_cast<size_t>(row) * outputs + j;
        packStrip(source, outputs, depth, width, strip, panelFloats);
        if (db != nullptr && i == 0) addRows(source, outputs, depth, width, db + j);
        float *to = dK + static_cast<size_t>(i) * outputs + j;
        Ahead ahead = stripAfter(d, rows, outputs, begin, end, row, j, i + height == inputs);
        forPanels(width, [&](auto panels, int column, int present) INLINED {
          const float *panel = strip + column / PANEL_COLUMNS * panelFloats;
          accumulatePanels<panels>(depth, height, present, packedX, panel, panelFloats, to + column, outputs, ahead);
        });
      }
    }
  }
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
