/**
 * The innermost loops of the matrix product: a tile of C, some rows by one or two panels, whose sums stay in registers. Every
 * element is one chain of multiply-adds in order of depth, so that its bits do not depend on the tile that it falls into.
 */
#pragma once

#include "kernels.h"
#include "vector.h"

namespace kernels::INSTRUCTION_SET {
namespace {

constexpr int PANEL_VECTORS = PANEL_COLUMNS / LANES;
/** Vectors of one row of a tile: AVX-512 has registers for two panels, of one vector each. */
constexpr int TILE_PANELS = LANES == 16 ? 2 : 1;
constexpr int TILE_COLUMNS = TILE_PANELS * PANEL_COLUMNS;
/** Rows of the largest tile: sums, a row of B and an element of A fit the 32, 16 and 32 vector registers. */
constexpr int TILE_ROWS = LANES == 16 ? 12 : 6;

/** The places of the elements of A: row r at depth k is a[r·row + k·step]; a pointer addresses `reach` rows. */
struct RowMajor {
  size_t row;
  static constexpr size_t step = 1;
  /** Twice a stride is as far as an address of x86 reaches without another register. */
  static constexpr int reach = 3;
};
/** Step by step TILE_ROWS elements, one of each row. */
struct Interleaved {
  static constexpr size_t row = 1;
  static constexpr size_t step = TILE_ROWS;
  static constexpr int reach = TILE_ROWS;
};

constexpr int LINE_FLOATS = 16;

/** Cache lines, `step` floats apart, that a tile brings into the second cache on its way, one at each step of its depth. */
struct Lines {
  const float *first = nullptr;
  size_t step = 0;
};

/** Memory that will be needed soon: lines for each of the next `tiles` tiles, `stride` floats later each time. */
struct Ahead {
  Lines lines;
  size_t stride = 0;
  int tiles = 0;

  /** Returns the lines for the next tile; none after the last ones. */
  INLINE Lines next() {
    if (tiles <= 0) return {};
    tiles--;
    const Lines now = lines;
    lines.first += stride;
    return now;
  }
};

/** C = S + A·B for `rows` rows and `panels` panels that are `panelFloats` apart. Strides are in floats; `s` null is zero. */
template <int rows, int panels, typename Places>
void multiplyTile(int depth, const float *a, Places places, const float *b, size_t panelFloats, const float *s, size_t sStride,
                  float *c, size_t cStride, Lines ahead) {
  constexpr int vectors = panels * PANEL_VECTORS;
  constexpr int pointers = (rows + Places::reach - 1) / Places::reach;
  if (ahead.first == nullptr) ahead = {b, 0};
  const float *from[pointers];
#pragma GCC unroll 16
  for (int n = 0; n < pointers; n++) {
    from[n] = a + n * Places::reach * places.row;
    // The compiler would put one pointer and an offset for each row in their place, for which there are not registers enough.
    asm("" : "+r"(from[n]));
  }
  Vector sums[rows][vectors];
#pragma GCC unroll 16
  for (int row = 0; row < rows; row++) {
#pragma GCC unroll 16
    for (int v = 0; v < vectors; v++) sums[row][v] = s ? load(s + row * sStride + v * LANES) : Vector{};
  }
  // Two steps at a time, so that counting them takes half.
#pragma GCC unroll 2
  for (int k = 0; k < depth; k++) {
    __builtin_prefetch(ahead.first, 0, 2);
    ahead.first += ahead.step;
    Vector rowOfB[vectors];
#pragma GCC unroll 16
    for (int v = 0; v < vectors; v++) {
      rowOfB[v] = load(b + v / PANEL_VECTORS * panelFloats + v % PANEL_VECTORS * LANES);
    }
#pragma GCC unroll 16
    for (int row = 0; row < rows; row++) {
      const Vector x = splat(from[row / Places::reach][row % Places::reach * places.row]);
#pragma GCC unroll 16
      for (int v = 0; v < vectors; v++) sums[row][v] = madd(x, rowOfB[v], sums[row][v]);
    }
#pragma GCC unroll 16
    for (int n = 0; n < pointers; n++) from[n] += places.step;
    b += PANEL_COLUMNS;
  }
#pragma GCC unroll 16
  for (int row = 0; row < rows; row++) {
#pragma GCC unroll 16
    for (int v = 0; v < vectors; v++) store(c + row * cStride + v * LANES, sums[row][v]);
  }
}

template <typename Places>
using Tile = void (*)(int, const float *, Places, const float *, size_t, const float *, size_t, float *, size_t, Lines);

/** Returns the tile of that many rows; of interleaved ones there are always TILE_ROWS. */
template <int panels, typename Places, int most = TILE_ROWS> INLINE Tile<Places> tileOf(int rows) {
  if constexpr (most == 1 || std::is_same_v<Places, Interleaved>) return multiplyTile<most, panels, Places>;
  else return rows == most ? multiplyTile<most, panels, Places> : tileOf<panels, Places, most - 1>(rows);
}

/** A tile of which only `rows` and `width` columns of C exist is computed aside, so that nothing beside C is touched. */
template <int panels, typename Places>
void multiplyPartOfTile(int rows, int width, int depth, const float *a, Places places, const float *b, size_t panelFloats,
                        const float *s, size_t sStride, float *c, size_t cStride) {
  constexpr int columns = panels * PANEL_COLUMNS;
  float tile[TILE_ROWS * columns] = {};
  if (s != nullptr) {
    for (int row = 0; row < rows; row++) copyElements(tile + row * columns, s + row * sStride, width);
  }
  tileOf<panels, Places>(rows)(depth, a, places, b, panelFloats, tile, columns, tile, columns, {});
  for (int row = 0; row < rows; row++) copyElements(c + row * cStride, tile + row * columns, width);
}

/** Rows of the next tile where so many are left: all about as many, since a tile of few rows waits for its own sums. */
INLINE int rowsOfNextTile(int left) {
  const int tiles = (left + TILE_ROWS - 1) / TILE_ROWS;
  return (left + tiles - 1) / tiles;
}

/**
 * Calls run(panels, column, width) for the tiles of a row, the last one first if so wanted: `panels` is a constant, and of its columns
 * `width` exist.
 */
template <typename Run> INLINE void forPanels(int columns, bool lastFirst, Run run) {
  const int tiles = (columns + TILE_COLUMNS - 1) / TILE_COLUMNS;
  for (int tile = 0; tile < tiles; tile++) {
    const int column = (lastFirst ? tiles - 1 - tile : tile) * TILE_COLUMNS;
    const int width = columns - column;
    if (width > TILE_COLUMNS - PANEL_COLUMNS) run(std::integral_constant<int, TILE_PANELS>{}, column, width);
    else run(std::integral_constant<int, 1>{}, column, width);
  }
}

template <typename Run> INLINE void forPanels(int columns, Run run) { forPanels(columns, false, run); }

/** All rows of C = S + A·B for the panels of one row of tiles, which fetch what `first` and, after that, what `then` holds. */
template <int panels>
INLINE void multiplyPanels(int rows, int width, int depth, const float *a, size_t aStride, const float *b, size_t panelFloats,
                           const float *s, size_t sStride, float *c, size_t cStride, Ahead first, Ahead &then) {
  const RowMajor places{aStride};
  for (int row = 0; row < rows;) {
    const int height = rowsOfNextTile(rows - row);
    const float *from = s == nullptr ? nullptr : s + row * sStride;
    float *to = c + row * cStride;
    const float *left = a + row * aStride;
    if (width >= panels * PANEL_COLUMNS) {
      const Lines ahead = first.tiles > 0 ? first.next() : then.next();
      tileOf<panels, RowMajor>(height)(depth, left, places, b, panelFloats, from, sStride, to, cStride, ahead);
    } else {
      multiplyPartOfTile<panels>(height, width, depth, left, places, b, panelFloats, from, sStride, to, cStride);
    }
    row += height;
  }
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
