/** GRU, reset-after, over all time steps; see ../../../wasm/assembly/cells/gru.ts. Gates lie side by side as z r h̃. */
#include "../activations.h"
#include "../time-loop.h"

namespace kernels::INSTRUCTION_SET {
namespace {

/** One sequence at one step; `u` is its part of the recurrent product. */
template <typename Activations, typename Overridden>
INLINE void gruCells(int units, Activations activations, Overridden overridden, const float *u, float *gates,
                     float *recurrentCandidate, const float *hBefore, float *hAfter) {
  float *zAt = gates;
  float *rAt = zAt + units;
  float *gAt = rAt + units;
  forVectors(units, [&](int unit, auto lanes) INLINED {
    const Vector uCandidate = lanes.load(u + 2 * units + unit);
    const Vector z = overridden(0, unit, lanes, activations.gate(lanes.load(zAt + unit) + lanes.load(u + unit)));
    const Vector r = overridden(1, unit, lanes, activations.gate(lanes.load(rAt + unit) + lanes.load(u + units + unit)));
    const Vector g =
        overridden(2, unit, lanes, activations.candidate(madd(r, uCandidate, lanes.load(gAt + unit))));
    const Vector next = madd(splat(1) - z, g, z * lanes.load(hBefore + unit));
    lanes.store(zAt + unit, z);
    lanes.store(rAt + unit, r);
    lanes.store(gAt + unit, g);
    lanes.store(recurrentCandidate + unit, uCandidate);
    lanes.store(hAfter + unit, overridden(3, unit, lanes, next));
  });
}

void gruForward(int begin, int end, int steps, int batch, int units, const float *recurrent, Bytes recurrentStride,
                const float *recurrentBias, const int32_t *lengths, const int32_t *resets, bool reverse, const float *mask,
                float *maskedState, float *recurrentGates, int activation, int recurrentActivation, const float *replacements,
                float *h, float *gates, float *recurrentCandidate) {
  const Interruptions interruptions{lengths, resets, batch};
  const size_t first = static_cast<size_t>(begin) * units;
  const int rows = end - begin;
  float *u = recurrentGates + 3 * first;
  for (int n = 0; n < steps; n++) {
    const Step step = stepOf(n, steps, reverse, static_cast<size_t>(batch) * units);
    if (recurrent != nullptr) {
      const Span soon = sequencesAt(n + 1, steps, reverse, batch, begin, rows, 3 * units, gates);
      const float *state = maskedBy(offset(mask, first), h + step.before + first, offset(maskedState, first), rows * units);
      const int unpadded = interruptions.rowsUntilPadding(begin, rows, step.t);
      product(unpadded, 3 * units, units, state, units, recurrent, recurrentStride / 4, recurrentBias, 0, u, 3 * units,
              {n % 2 != 0, soon});
    }
    for (int row = 0; row < rows; row++) {
      const size_t at = first + static_cast<size_t>(row) * units;
      const float *hBefore = h + step.before + at;
      float *hAfter = h + step.after + at;
      if (interruptions.isPadding(begin + row, step.t)) copyElements(hAfter, hBefore, units);
      else if (interruptions.isReset(begin + row, step.t)) fillZero(hAfter, units);
      else {
        withActivations(activation, recurrentActivation, [&](auto activations) INLINED {
          withReplacements(replacements, units, [&](auto overridden) INLINED {
            gruCells(units, activations, overridden, recurrentGates + 3 * at, gates + 3 * (step.now + at),
                     recurrentCandidate + step.now + at, hBefore, hAfter);
          });
        });
      }
    }
  }
}

/** Leaves dh ⊙ z in dh, for `propagateToState` to add to. `da` may be `a`: everything is read before anything is written. */
template <typename Activations>
INLINE void gruCellGradients(int units, Activations activations, const float *a, const float *recurrentCandidate,
                             const float *hBefore, float *dHidden, float *da, float *du) {
  forVectors(units, [&](int unit, auto lanes) INLINED {
    const Vector z = lanes.load(a + unit);
    const Vector r = lanes.load(a + units + unit);
    const Vector g = lanes.load(a + 2 * units + unit);
    const Vector dh = lanes.load(dHidden + unit);
    const Vector dz = dh * (lanes.load(hBefore + unit) - g) * activations.gateSlope(z);
    const Vector dg = dh * (splat(1) - z) * activations.candidateSlope(g);
    const Vector dr = dg * lanes.load(recurrentCandidate + unit) * activations.gateSlope(r);
    lanes.store(da + unit, dz);
    lanes.store(da + units + unit, dr);
    lanes.store(da + 2 * units + unit, dg);
    lanes.store(du + unit, dz);
    lanes.store(du + units + unit, dr);
    lanes.store(du + 2 * units + unit, dg * r);
    lanes.store(dHidden + unit, dh * z);
  });
}

void gruBackward(int begin, int end, int steps, int batch, int units, const float *recurrentTransposed, const int32_t *lengths,
                 const int32_t *resets, bool reverse, const float *mask, float *maskedGradient, int activation,
                 int recurrentActivation, const float *h, const float *gates, const float *recurrentCandidate,
                 const float *dOut, float *dHidden, float *dGates, float *dRecurrentGates, float *recordDHidden) {
  const Interruptions interruptions{lengths, resets, batch};
  const size_t first = static_cast<size_t>(begin) * units;
  const size_t gateFloats = 3 * static_cast<size_t>(units);
  const int rows = end - begin;
  for (int n = steps - 1; n >= 0; n--) {
    const Step step = stepOf(n, steps, reverse, static_cast<size_t>(batch) * units);
    receiveGradient(rows * units, offset(dOut, step.now + first), dHidden + first, offset(recordDHidden, step.now + first));
    for (int row = 0; row < rows; row++) {
      const size_t at = first + static_cast<size_t>(row) * units;
      float *dh = dHidden + at;
      float *da = dGates + 3 * (step.now + at);
      float *du = dRecurrentGates + 3 * (step.now + at);
      const bool isPadding = interruptions.isPadding(begin + row, step.t);
      if (isPadding || interruptions.isReset(begin + row, step.t)) {
        fillZero(da, gateFloats);
        fillZero(du, gateFloats);
        if (!isPadding) fillZero(dh, units);
        continue;
      }
      withActivations(activation, recurrentActivation, [&](auto activations) INLINED {
        gruCellGradients(units, activations, gates + 3 * (step.now + at), recurrentCandidate + step.now + at,
                         h + step.before + at, dh, da, du);
      });
    }
    const Span soon = sequencesAt(n - 1, steps, reverse, batch, begin, rows, 3 * units, gates);
    propagateToState(begin, interruptions.rowsUntilPadding(begin, rows, step.t), units, 3 * units,
                     dRecurrentGates + 3 * (step.now + first), recurrentTransposed, mask, maskedGradient, dHidden,
                     {n % 2 != 0, soon});
  }
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
