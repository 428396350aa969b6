#include "packing.h"
#include "strips.h"

namespace kernels::INSTRUCTION_SET {
namespace {

/**
 * Packs the first rows of a row-major matrix (width, depth) as `columns` columns of its transpose; reads them in blocks that lie within
 * few pages.
 */
template <int columns> INLINE void packGroupTransposed(const float *matrix, int depth, int width, float *group) {
  constexpr int BLOCK = 16;
  const int present = width < columns ? width : columns;
  for (int k = 0; k < depth; k += BLOCK) {
    const int last = depth - k < BLOCK ? depth : k + BLOCK;
    for (int j = 0; j < present; j++) {
      for (int n = k; n < last; n++) group[n * columns + j] = matrix[static_cast<size_t>(j) * depth + n];
    }
    for (int j = present; j < columns; j++) {
      for (int n = k; n < last; n++) group[n * columns + j] = 0;
    }
  }
}

#if defined(ACCELERATE)

/** The columns of panels begin … end. */
INLINE int lastOfPanels(int end, int columns) { return end * PANEL_COLUMNS < columns ? end * PANEL_COLUMNS : columns; }

void packPanels(int begin, int end, const float *matrix, int depth, int columns, float *panels) {
  const int first = begin * PANEL_COLUMNS;
  const int width = lastOfPanels(end, columns) - first;
  for (int k = 0; k < depth; k++) {
    const size_t place = static_cast<size_t>(k) * columns + first;
    copyElements(panels + place, matrix + place, width);
  }
}

void packPanelsTransposed(int begin, int end, const float *matrix, int depth, int columns, float *panels) {
  const int last = lastOfPanels(end, columns);
  for (int k = 0; k < depth; k++) {
    for (int j = begin * PANEL_COLUMNS; j < last; j++) {
      panels[static_cast<size_t>(k) * columns + j] = matrix[static_cast<size_t>(j) * depth + k];
    }
  }
}

#else

void packPanels(int begin, int end, const float *matrix, int depth, int columns, float *panels) {
  for (int first = begin * PANEL_COLUMNS; first < end * PANEL_COLUMNS; first += PANEL_COLUMNS) {
    packGroup<PANEL_COLUMNS>(matrix + first, columns, depth, columns - first, panels + static_cast<size_t>(first) * depth);
  }
}

void packPanelsTransposed(int begin, int end, const float *matrix, int depth, int columns, float *panels) {
  for (int first = begin * PANEL_COLUMNS; first < end * PANEL_COLUMNS; first += PANEL_COLUMNS) {
    const size_t place = static_cast<size_t>(first) * depth;
    packGroupTransposed<PANEL_COLUMNS>(matrix + place, depth, columns - first, panels + place);
  }
}

#endif

void packStrips(int begin, int end, const float *matrix, int depth, int columns, uint32_t *strips) {
  for (int n = begin; n < end; n++) {
    const int first = n * STRIP_COLUMNS;
    uint32_t *strip = strips + n * stripWords(depth);
    packGroup<STRIP_COLUMNS>(matrix + first, columns, depth, columns - first, weightsOf(strip, depth));
    condense(strip, depth);
  }
}

void packStripsTransposed(int begin, int end, const float *matrix, int depth, int columns, uint32_t *strips) {
  for (int n = begin; n < end; n++) {
    const int first = n * STRIP_COLUMNS;
    uint32_t *strip = strips + n * stripWords(depth);
    packGroupTransposed<STRIP_COLUMNS>(matrix + static_cast<size_t>(first) * depth, depth, columns - first,
                                       weightsOf(strip, depth));
    condense(strip, depth);
  }
}

/** Keeps the upper halves of strips, whose lower halves are 0: words of the first columns in their lower 16 bits, the others above. */
void narrowStrips(int begin, int end, int depth, const uint32_t *strips, uint32_t *narrow) {
  constexpr int WORDS = STRIP_COLUMNS / 2;
  for (int n = begin; n < end; n++) {
    uint32_t *to = narrow + static_cast<size_t>(n) * depth * WORDS;
    forStrip(strips + n * stripWords(depth), depth, [&](int row, int column, Words weights) INLINED {
      uint32_t *words = to + static_cast<size_t>(row) * WORDS + column % WORDS;
      storeWords(words, column < WORDS ? weights >> 16 : loadWords(words) | weights);
    });
  }
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
