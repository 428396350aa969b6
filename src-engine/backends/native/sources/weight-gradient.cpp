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

/**
 * Packs `depth` rows of `width` columns of x, `inputs` apart, so that every TILE_ROWS columns are contiguous, step by step, the last
 * ones filled up with zeros. `mask` (batch, inputs), if not null, multiplies them, the first by its row `maskRow`.
 */
void packColumns(const float *x, int inputs, int depth, int width, const float *mask, int batch, int maskRow, float *to) {
  for (int i = 0; i < width; i += TILE_ROWS) {
    const int height = width - i < TILE_ROWS ? width - i : TILE_ROWS;
    int row = maskRow;
    for (int k = 0; k < depth; k++) {
      const float *from = x + static_cast<size_t>(k) * inputs + i;
      if (mask == nullptr) {
        if (height == TILE_ROWS) std::memcpy(to, from, 4 * TILE_ROWS);
        else copyElements(to, from, height);
      } else {
        const float *factors = mask + static_cast<size_t>(row) * inputs + i;
        for (int n = 0; n < height; n++) to[n] = from[n] * factors[n];
        if (++row == batch) row = 0;
      }
      if (height < TILE_ROWS) fillZero(to + height, TILE_ROWS - height);
      to += TILE_ROWS;
    }
  }
}

/** C += A·B for the panels of one row of tiles, A as `packColumns` leaves it. */
template <int panels>
INLINE void accumulatePanels(int depth, int rows, int width, const float *a, const float *b, size_t panelFloats, float *c,
                             size_t cStride) {
  for (int row = 0; row < rows; row += TILE_ROWS) {
    const int height = rows - row < TILE_ROWS ? rows - row : TILE_ROWS;
    float *to = c + row * cStride;
    const float *left = a + static_cast<size_t>(row) * depth;
    if (height == TILE_ROWS && width >= panels * PANEL_COLUMNS) {
      multiplyTile<TILE_ROWS, panels>(depth, left, Interleaved{}, b, panelFloats, to, cStride, to, cStride);
    } else {
      const int present = width < panels * PANEL_COLUMNS ? width : panels * PANEL_COLUMNS;
      multiplyPartOfTile<panels>(height, present, depth, left, Interleaved{}, b, panelFloats, to, cStride, to, cStride);
    }
  }
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
        for (int p = 0; p < width; p += PANEL_COLUMNS) {
          packGroup<PANEL_COLUMNS>(source + p, outputs, depth, width - p, strip + p / PANEL_COLUMNS * panelFloats);
        }
        if (db != nullptr && i == 0) addRows(source, outputs, depth, width, db + j);
        float *to = dK + static_cast<size_t>(i) * outputs + j;
        forPanels(width, [&](auto panels, int column, int present) INLINED {
          const float *panel = strip + column / PANEL_COLUMNS * panelFloats;
          accumulatePanels<panels>(depth, height, present, packedX, panel, panelFloats, to + column, outputs);
        });
      }
    }
  }
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
