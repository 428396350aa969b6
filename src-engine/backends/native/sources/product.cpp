#include "packing.h"
#include "product.h"

namespace kernels::INSTRUCTION_SET {
namespace {

void linear(int begin, int end, int columns, int depth, const float *a, const float *b, Bytes bStride, const float *s,
            Bytes sStride, float *c) {
  const size_t sFloats = sStride / 4;
  const float *from = s == nullptr ? nullptr : s + begin * sFloats;
  product(end - begin, columns, depth, a + static_cast<size_t>(begin) * depth, depth, b, bStride / 4, from, sFloats,
          c + static_cast<size_t>(begin) * columns, columns);
}

/** Columns begin … end of C = S + A·B for few rows, B row-major and read once; strips of it are packed on the way. */
void linearColumns(Scratch scratch, int begin, int end, int rows, int columns, int depth, const float *a, const float *b,
                   const float *s, Bytes sStride, float *c) {
  if (rows == 1) {
    multiplyRow(end - begin, depth, a, b + begin, columns, s == nullptr ? nullptr : s + begin, c + begin);
    return;
  }
  float *strip = scratch.floats + PACKED_X_FLOATS;
  size_t sFloats = sStride / 4;
  for (int k = 0; k < depth || k == 0; k += GRADIENT_DEPTH) {
    const int part = depth - k < GRADIENT_DEPTH ? depth - k : GRADIENT_DEPTH;
    const size_t panelFloats = static_cast<size_t>(part) * PANEL_COLUMNS + PANEL_GAP;
    for (int j = begin; j < end; j += GRADIENT_OUTPUTS) {
      const int width = end - j < GRADIENT_OUTPUTS ? end - j : GRADIENT_OUTPUTS;
      const float *source = b + static_cast<size_t>(k) * columns + j;
      for (int p = 0; p < width; p += PANEL_COLUMNS) {
        packGroup<PANEL_COLUMNS>(source + p, columns, part, width - p, strip + p / PANEL_COLUMNS * panelFloats);
      }
      forPanels(width, [&](auto panels, int column, int present) INLINED {
        multiplyPanels<panels>(rows, present, part, a + k, depth, strip + column / PANEL_COLUMNS * panelFloats, panelFloats,
                               s == nullptr ? nullptr : s + j + column, sFloats, c + j + column, columns);
      });
    }
    s = c;
    sFloats = columns;
  }
}

/** Does the same as `linearColumns` for one row, to the bit, with B in strips, of which begin … end. */
void multiplyStrips(int begin, int end, int columns, int depth, const float *a, const float *strips, const float *s, float *c) {
  constexpr int VECTORS = STRIP_COLUMNS / LANES;
  for (int strip = begin; strip < end; strip++) {
    const int first = strip * STRIP_COLUMNS;
    const int width = columns - first < STRIP_COLUMNS ? columns - first : STRIP_COLUMNS;
    float sums[STRIP_COLUMNS] = {};
    if (s != nullptr) copyElements(sums, s + first, width);
    Vector inRegisters[VECTORS];
#pragma GCC unroll 16
    for (int v = 0; v < VECTORS; v++) inRegisters[v] = load(sums + v * LANES);
    const float *b = strips + static_cast<size_t>(first) * depth;
    for (int k = 0; k < depth; k++) {
      const Vector x = splat(a[k]);
#pragma GCC unroll 16
      for (int v = 0; v < VECTORS; v++) inRegisters[v] = madd(x, load(b + v * LANES), inRegisters[v]);
      b += STRIP_COLUMNS;
    }
#pragma GCC unroll 16
    for (int v = 0; v < VECTORS; v++) store(sums + v * LANES, inRegisters[v]);
    copyElements(c + first, sums, width);
  }
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
