/** The table of kernels that every instruction set fills in, and what they share with their caller. */
#pragma once

#include <cstddef>
#include <cstdint>

namespace kernels {

/** The distance from one row of a matrix to the next. */
enum Bytes : size_t {};

/** SCRATCH_BYTES of memory of the calling thread's own. */
struct Scratch {
  float *floats;
};

/** Columns of a panel and of a strip, which are those of the module whose kernels stand in for missing ones. */
constexpr int PANEL_COLUMNS = 16;
constexpr int STRIP_COLUMNS = 32;
/** Rows of a strip that are kept together, and the words of a cache line. */
constexpr int GROUP_ROWS = 4;
constexpr int LINE = 16;

/** The words of a strip before its first group of rows; see strips.h. */
static constexpr size_t headerWords(int depth) { return (2 + (depth / GROUP_ROWS + 31) / 32 + LINE - 1) / LINE * LINE; }

/** The words from one strip to the next. */
static constexpr size_t stripWords(int depth) { return headerWords(depth) + static_cast<size_t>(depth) * STRIP_COLUMNS; }

/** Rows and columns of x, and columns of d, that `weightGradient` packs at a time: they fill a part of the second cache. */
constexpr int GRADIENT_DEPTH = 256;
constexpr int GRADIENT_INPUTS = 256;
constexpr int GRADIENT_OUTPUTS = 128;
/** A cache line after each panel of a strip, so that panels do not fall on the same lines. */
constexpr int PANEL_GAP = 16;
/** Room for columns of x in whole tiles, and for a strip of d. */
constexpr int PACKED_X_FLOATS = (GRADIENT_INPUTS + 16) * GRADIENT_DEPTH;
constexpr int STRIP_FLOATS = GRADIENT_OUTPUTS / PANEL_COLUMNS * (GRADIENT_DEPTH * PANEL_COLUMNS + PANEL_GAP);
constexpr int SCRATCH_BYTES = 4 * (PACKED_X_FLOATS + STRIP_FLOATS);

/** The kernels of one instruction set; null where it has none, and the module's is to stay. */
struct Kernels {
#define KERNEL(name, parameters) void(*name) parameters;
#include "kernels.inc"
#undef KERNEL
};

} // namespace kernels
