/** sLSTM over all time steps; see ../../../wasm/assembly/cells/slstm.ts. Gates lie side by side as i f z o. */
#include <initializer_list>

#include "../activations.h"
#include "../time-loop.h"

namespace kernels::INSTRUCTION_SET {
namespace {

/** ln(1 + u), 0 ≤ u ≤ 1, as 2·artanh(s) with s = u/(2 + u) ≤ 1/3; the rest of the series is below 2e-8 of it. */
INLINE Vector logOf1Plus(Vector u) {
  const Vector s = u / (u + splat(2));
  const Vector square = s * s;
  Vector p = splat(0.15384616f);
  for (const float coefficient : {0.18181819f, 0.22222222f, 0.2857143f, 0.4f, 0.6666667f, 2.0f}) {
    p = madd(p, square, splat(coefficient));
  }
  return s * p;
}

/** States of a row, of `units` each. */
struct ConstStates {
  const float *h, *c, *n, *m;
};
struct States {
  float *h, *c, *n, *m;
};

/** One head of one sequence at one step: units `first` … `first + size`; `u` is its part of h_{t−1}·R, a row for each gate. */
template <typename Overridden>
INLINE void slstmCells(int first, int size, int units, Overridden overridden, float *a, const float *u, ConstStates before,
                       States after, float *forgetSlope) {
  forVectors(size, [&](int n, auto lanes) INLINED {
    const int unit = first + n;
    float *iAt = a + unit;
    float *fAt = iAt + units;
    float *zAt = fAt + units;
    float *oAt = zAt + units;
    const Vector aI = lanes.load(iAt) + lanes.load(u + n);
    const Vector aF = lanes.load(fAt) + lanes.load(u + size + n);
    const Vector aZ = lanes.load(zAt) + lanes.load(u + 2 * size + n);
    const Vector aO = lanes.load(oAt) + lanes.load(u + 3 * size + n);

    const Vector e = expOfNonPositive(-absolute(aF));
    const Vector slope = (aF >= Vector{} ? e : splat(1)) / (splat(1) + e);
    const Vector kept = lanes.load(before.m + unit) + (atMost(aF, 0) - logOf1Plus(e));
    const Vector nOld = lanes.load(before.n + unit);
    const Integers isFirst = nOld == Vector{};
    const Vector m = isFirst ? aI : larger(aI, kept);
    const Vector write = expOfNonPositive(aI - m);
    const Vector keep = isFirst ? Vector{} : expOfNonPositive(kept - m);

    const Vector i = overridden(0, unit, lanes, write);
    const Vector f = overridden(1, unit, lanes, keep);
    const Vector z = overridden(2, unit, lanes, tanh(aZ));
    const Vector o = overridden(3, unit, lanes, sigmoid(aO));
    const Vector c = overridden(4, unit, lanes, madd(f, lanes.load(before.c + unit), i * z));
    const Vector normaliser = overridden(5, unit, lanes, madd(f, nOld, i));
    const Vector content = normaliser != Vector{} ? o * c / normaliser : Vector{};
    lanes.store(iAt, i);
    lanes.store(fAt, f);
    lanes.store(zAt, z);
    lanes.store(oAt, o);
    lanes.store(after.m + unit, m);
    lanes.store(after.c + unit, c);
    lanes.store(after.n + unit, normaliser);
    lanes.store(after.h + unit, overridden(6, unit, lanes, content));
    lanes.store(forgetSlope + unit, slope);
  });
}

void slstmForward(int begin, int end, int steps, int batch, int units, int heads, const float *recurrent,
                  Bytes recurrentStride, Bytes headBytes, float *recurrentGates, const int32_t *lengths, const int32_t *resets,
                  bool reverse, const float *replacements, float *h, float *c, float *n, float *m, float *gates,
                  float *forgetSlope) {
  const Interruptions interruptions{lengths, resets, batch};
  const size_t first = static_cast<size_t>(begin) * units;
  const int size = units / heads;
  const int rows = end - begin;
  float *u = recurrentGates + 4 * first;
  for (int number = 0; number < steps; number++) {
    const Step step = stepOf(number, steps, reverse, static_cast<size_t>(batch) * units);
    const int unpadded = interruptions.rowsUntilPadding(begin, rows, step.t);
    for (int head = 0; head < heads; head++) {
      product(unpadded, 4 * size, size, h + step.before + first + head * size, units, recurrent + head * (headBytes / 4),
              recurrentStride / 4, nullptr, 0, u + 4 * head * size, 4 * units);
    }
    for (int row = 0; row < rows; row++) {
      const size_t at = first + static_cast<size_t>(row) * units;
      const size_t from = step.before + at;
      const size_t to = step.after + at;
      const bool isPadding = interruptions.isPadding(begin + row, step.t);
      if (isPadding || interruptions.isReset(begin + row, step.t)) {
        for (float *state : {h, c, n, m}) {
          if (isPadding) copyElements(state + to, state + from, units);
          else fillZero(state + to, units);
        }
        continue;
      }
      withReplacements(replacements, units, [&](auto overridden) INLINED {
        for (int head = 0; head < heads; head++) {
          slstmCells(head * size, size, units, overridden, gates + 4 * (step.now + at), recurrentGates + 4 * (at + head * size),
                     ConstStates{h + from, c + from, n + from, m + from}, States{h + to, c + to, n + to, m + to},
                     forgetSlope + step.now + at);
        }
      });
    }
  }
}

/** Gradients of a row, of `units` each. The records may be null. */
struct Gradients {
  float *h, *c, *n, *recordC, *recordN;
};

/** Leaves 0 in dh, for the product to add to. `da` may be `a`: everything is read before anything is written. */
INLINE void slstmCellGradients(int first, int size, int units, const float *a, float *du, ConstStates before, ConstStates after,
                               const float *forgetSlope, Gradients gradients, float *da) {
  forVectors(size, [&](int number, auto lanes) INLINED {
    const int unit = first + number;
    const Vector i = lanes.load(a + unit);
    const Vector f = lanes.load(a + units + unit);
    const Vector z = lanes.load(a + 2 * units + unit);
    const Vector o = lanes.load(a + 3 * units + unit);
    const Vector n = lanes.load(after.n + unit);
    const Vector dh = lanes.load(gradients.h + unit);
    const Vector y = lanes.load(after.c + unit) / n;
    const Vector throughOutput = dh * o / n;
    const Vector dc = lanes.load(gradients.c + unit) + throughOutput;
    const Vector dn = lanes.load(gradients.n + unit) - throughOutput * y;
    const Vector keptBy = madd(dc, lanes.load(before.c + unit), dn * lanes.load(before.n + unit));
    const Vector parts[4] = {
        madd(dc, z, dn) * i,
        keptBy * f * lanes.load(forgetSlope + unit),
        dc * i * slopeOfTanh(z),
        dh * y * slopeOfSigmoid(o),
    };
    if (gradients.recordC != nullptr) lanes.store(gradients.recordC + unit, dc);
    if (gradients.recordN != nullptr) lanes.store(gradients.recordN + unit, dn);
    for (int gate = 0; gate < 4; gate++) {
      lanes.store(da + gate * units + unit, parts[gate]);
      lanes.store(du + gate * size + number, parts[gate]);
    }
    lanes.store(gradients.c + unit, dc * f);
    lanes.store(gradients.n + unit, dn * f);
    lanes.store(gradients.h + unit, Vector{});
  });
}

void slstmBackward(int begin, int end, int steps, int batch, int units, int heads, const float *recurrentTransposed,
                   Bytes headBytes, float *dRecurrentGates, const int32_t *lengths, const int32_t *resets, bool reverse,
                   const float *c, const float *n, const float *gates, const float *forgetSlope, const float *dOut,
                   float *dHidden, float *dCell, float *dNormaliser, float *dGates, float *recordDHidden, float *recordDCell,
                   float *recordDNormaliser) {
  const Interruptions interruptions{lengths, resets, batch};
  const size_t first = static_cast<size_t>(begin) * units;
  const size_t gateFloats = 4 * static_cast<size_t>(units);
  const int size = units / heads;
  const int rows = end - begin;
  for (int number = steps - 1; number >= 0; number--) {
    const Step step = stepOf(number, steps, reverse, static_cast<size_t>(batch) * units);
    receiveGradient(rows * units, offset(dOut, step.now + first), dHidden + first, offset(recordDHidden, step.now + first));
    for (int row = 0; row < rows; row++) {
      const size_t at = first + static_cast<size_t>(row) * units;
      const Gradients gradients{dHidden + at, dCell + at, dNormaliser + at, offset(recordDCell, step.now + at),
                                offset(recordDNormaliser, step.now + at)};
      float *da = dGates + 4 * (step.now + at);
      float *du = dRecurrentGates + 4 * at;
      const bool isPadding = interruptions.isPadding(begin + row, step.t);
      if (isPadding || interruptions.isReset(begin + row, step.t)) {
        if (gradients.recordC != nullptr) copyElements(gradients.recordC, gradients.c, units);
        if (gradients.recordN != nullptr) copyElements(gradients.recordN, gradients.n, units);
        fillZero(da, gateFloats);
        fillZero(du, gateFloats);
        if (isPadding) continue;
        for (float *gradient : {gradients.h, gradients.c, gradients.n}) fillZero(gradient, units);
        continue;
      }
      for (int head = 0; head < heads; head++) {
        slstmCellGradients(head * size, size, units, gates + 4 * (step.now + at), du + 4 * head * size,
                           ConstStates{nullptr, c + step.before + at, n + step.before + at, nullptr},
                           ConstStates{nullptr, c + step.after + at, n + step.after + at, nullptr},
                           forgetSlope + step.now + at, gradients, da);
      }
    }
    const int unpadded = interruptions.rowsUntilPadding(begin, rows, step.t);
    for (int head = 0; head < heads; head++) {
      float *dh = dHidden + first + head * size;
      product(unpadded, size, 4 * size, dRecurrentGates + 4 * (first + head * size), 4 * units,
              recurrentTransposed + head * (headBytes / 4), 0, dh, units, dh, units);
    }
  }
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
