#include "packing.h"

namespace kernels::INSTRUCTION_SET {
namespace {

template <int columns>
INLINE void packGroups(int begin, int end, const float *matrix, int depth, int width, float *groups) {
  for (int group = begin; group < end; group++) {
    const int first = group * columns;
    packGroup<columns>(matrix + first, width, depth, width - first, groups + static_cast<size_t>(first) * depth);
  }
}

/** Packs the transpose of a row-major matrix (width, depth); reads it in blocks that lie within few pages. */
template <int columns>
INLINE void packGroupsTransposed(int begin, int end, const float *matrix, int depth, int width, float *groups) {
  constexpr int BLOCK = 16;
  for (int group = begin; group < end; group++) {
    const int first = group * columns;
    const int present = width - first < columns ? width - first : columns;
    const float *from = matrix + static_cast<size_t>(first) * depth;
    float *to = groups + static_cast<size_t>(first) * depth;
    for (int k = 0; k < depth; k += BLOCK) {
      const int last = depth - k < BLOCK ? depth : k + BLOCK;
      for (int j = 0; j < present; j++) {
        for (int n = k; n < last; n++) to[n * columns + j] = from[static_cast<size_t>(j) * depth + n];
      }
      for (int j = present; j < columns; j++) {
        for (int n = k; n < last; n++) to[n * columns + j] = 0;
      }
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
  packGroups<PANEL_COLUMNS>(begin, end, matrix, depth, columns, panels);
}

void packPanelsTransposed(int begin, int end, const float *matrix, int depth, int columns, float *panels) {
  packGroupsTransposed<PANEL_COLUMNS>(begin, end, matrix, depth, columns, panels);
}

#endif

void packStrips(int begin, int end, const float *matrix, int depth, int columns, float *strips) {
  packGroups<STRIP_COLUMNS>(begin, end, matrix, depth, columns, strips);
}

void packStripsTransposed(int begin, int end, const float *matrix, int depth, int columns, float *strips) {
  packGroupsTransposed<STRIP_COLUMNS>(begin, end, matrix, depth, columns, strips);
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
