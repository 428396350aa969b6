/** The parts that the recurrent layers share: the addresses of a step's states, padding, masks. States are (T+1, batch, units). */
#pragma once

#include "product.h"

namespace kernels::INSTRUCTION_SET {
namespace {

/** The place of a step in time and in memory, in floats of a state of `stateFloats`. */
struct Step {
  int t;
  /** Blocks of h (and c) that hold the states before and after the step. */
  size_t before;
  size_t after;
  size_t now;
};

INLINE Step stepOf(int n, int steps, bool reverse, size_t stateFloats) {
  const int t = reverse ? steps - 1 - n : n;
  return {t, (reverse ? t + 1 : t) * stateFloats, (reverse ? t : t + 1) * stateFloats, t * stateFloats};
}

/** Sequences begin … begin + rows of a tensor (T, batch, width) at the n-th step; nothing where there is none. */
INLINE Span sequencesAt(int n, int steps, bool reverse, int batch, int begin, int rows, int width, const float *tensor) {
  if (n < 0 || n >= steps) return {};
  const size_t t = reverse ? steps - 1 - n : n;
  return {tensor + (t * batch + begin) * width, static_cast<size_t>(rows) * width};
}

/** The sequences' ends and resets; either may be null. */
struct Interruptions {
  const int32_t *lengths;
  const int32_t *resets;
  int batch;

  INLINE bool isPadding(int b, int t) const { return lengths != nullptr && t >= lengths[b]; }

  /** Tells whether the step at t leaves states of 0 to sequence b, as before a new document. */
  INLINE bool isReset(int b, int t) const { return resets != nullptr && resets[t * batch + b] != 0; }

  /** The number of sequences begin … begin + rows up to the last one that has not ended before t. */
  INLINE int rowsUntilPadding(int begin, int rows, int t) const {
    if (lengths == nullptr) return rows;
    while (rows > 0 && isPadding(begin + rows - 1, t)) rows--;
    return rows;
  }
};

INLINE const float *offset(const float *pointer, size_t floats) { return pointer == nullptr ? nullptr : pointer + floats; }
INLINE float *offset(float *pointer, size_t floats) { return pointer == nullptr ? nullptr : pointer + floats; }

/** The state that the recurrent product reads: h, or m ⊙ h in `masked`, for `count` elements. */
INLINE const float *maskedBy(const float *mask, const float *h, float *masked, int count) {
  if (mask == nullptr) return h;
  forVectors(count, [&](int n, auto lanes) INLINED { lanes.store(masked + n, lanes.load(mask + n) * lanes.load(h + n)); });
  return masked;
}

/** dHidden += dOut (if not null), and record (if not null) = dHidden, `count` elements. */
INLINE void receiveGradient(int count, const float *dOut, float *dHidden, float *record) {
  if (dOut != nullptr) {
    forVectors(count, [&](int n, auto lanes) INLINED {
      lanes.store(dHidden + n, lanes.load(dHidden + n) + lanes.load(dOut + n));
    });
  }
  if (record != nullptr) copyElements(record, dHidden, count);
}

/**
 * dh += m ⊙ (da·Rᵀ) for the rows of sequences begin … begin + rows: dh (batch, units) holds what passes by the recurrent product,
 * `da` points to (rows, gateUnits), Rᵀ is in panels, `maskedGradient` (batch, units) is workspace, needed if there is a mask m.
 */
inline void propagateToState(int begin, int rows, int units, int gateUnits, const float *da, const float *recurrentTransposed,
                             const float *mask, float *maskedGradient, float *dHidden, Order order) {
  const size_t first = static_cast<size_t>(begin) * units;
  float *dh = dHidden + first;
  if (mask == nullptr) {
    product(rows, units, gateUnits, da, gateUnits, recurrentTransposed, 0, dh, units, dh, units, order);
    return;
  }
  float *unmasked = maskedGradient + first;
  const float *factors = mask + first;
  product(rows, units, gateUnits, da, gateUnits, recurrentTransposed, 0, nullptr, 0, unmasked, units, order);
  forVectors(rows * units, [&](int n, auto lanes) INLINED {
    lanes.store(dh + n, madd(lanes.load(factors + n), lanes.load(unmasked + n), lanes.load(dh + n)));
  });
}

/** Values that gates and states are given instead of their own: rows of `units`, where they are not NaN. */
struct Replacements {
  const float *rows;
  int units;

  template <typename Lanes> INLINE Vector operator()(int row, int unit, Lanes lanes, Vector value) const {
    const Vector replacement = lanes.load(rows + row * units + unit);
    return replacement == replacement ? replacement : value;
  }
};

struct NoReplacements {
  template <typename Lanes> INLINE Vector operator()(int, int, Lanes, Vector value) const { return value; }
};

/** Calls run(replacements) with those at `rows`, or with none. */
template <typename Run> INLINE void withReplacements(const float *rows, int units, Run run) {
  if (rows == nullptr) run(NoReplacements{});
  else run(Replacements{rows, units});
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
