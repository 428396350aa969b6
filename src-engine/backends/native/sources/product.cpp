#include "packing.h"
#include "product.h"
#include "strips.h"

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
      Ahead nothing;
      forPanels(width, [&](auto panels, int column, int present) INLINED {
        multiplyPanels<panels>(rows, present, part, a + k, depth, strip + column / PANEL_COLUMNS * panelFloats, panelFloats,
                               s == nullptr ? nullptr : s + j + column, sFloats, c + j + column, columns, {}, nothing);
      });
    }
    s = c;
    sFloats = columns;
  }
}

/** The sums of a strip: those of its first columns, and at VECTORS / 2 those of the other half. */
constexpr int VECTORS = STRIP_COLUMNS / LANES;

/** One row of C = S + a·B, strips begin … end of B. addStrip(strip, sums) adds the products with all rows of a strip to the sums. */
template <typename AddStrip>
INLINE void multiplyEachStrip(int begin, int end, int columns, const float *s, float *c, AddStrip addStrip) {
  for (int strip = begin; strip < end; strip++) {
    const int first = strip * STRIP_COLUMNS;
    const int width = columns - first < STRIP_COLUMNS ? columns - first : STRIP_COLUMNS;
    float sums[STRIP_COLUMNS] = {};
    if (s != nullptr) copyElements(sums, s + first, width);
    Vector inRegisters[VECTORS];
#pragma GCC unroll 16
    for (int v = 0; v < VECTORS; v++) inRegisters[v] = load(sums + v * LANES);
    addStrip(strip, inRegisters);
#pragma GCC unroll 16
    for (int v = 0; v < VECTORS; v++) store(sums + v * LANES, inRegisters[v]);
    copyElements(c + first, sums, width);
  }
}

/** Does the same as `linearColumns` for one row, to the bit, with B in strips, of which begin … end. */
void multiplyStrips(int begin, int end, int columns, int depth, const float *a, const uint32_t *strips, const float *s, float *c) {
  multiplyEachStrip(begin, end, columns, s, c, [&](int strip, Vector *sums) INLINED {
    forStrip(strips + strip * stripWords(depth), depth, [&](int row, int column, Words weights) INLINED {
      sums[column / LANES] = madd(splat(a[row]), reinterpret_cast<Vector>(weights), sums[column / LANES]);
    });
  });
}

/** Does the same with strips in bfloat16, as `narrowStrips` makes them. */
void multiplyNarrowStrips(int begin, int end, int columns, int depth, const float *a, const uint32_t *narrow, const float *s,
                          float *c) {
  constexpr int HALF = VECTORS / 2;
  constexpr int ROW_WORDS = STRIP_COLUMNS / 2;
  multiplyEachStrip(begin, end, columns, s, c, [&](int strip, Vector *sums) INLINED {
    const uint32_t *row = narrow + static_cast<size_t>(strip) * depth * ROW_WORDS;
    for (int k = 0; k < depth; k++, row += ROW_WORDS) {
      const Vector x = splat(a[k]);
      __builtin_prefetch(row + FETCHED_AHEAD);
#pragma GCC unroll 16
      for (int v = 0; v < HALF; v++) {
        const Words words = loadWords(row + v * LANES);
        sums[v] = madd(x, reinterpret_cast<Vector>(words << 16), sums[v]);
        sums[HALF + v] = madd(x, reinterpret_cast<Vector>(words & splatWord(0xffff0000)), sums[HALF + v]);
      }
    }
  });
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
