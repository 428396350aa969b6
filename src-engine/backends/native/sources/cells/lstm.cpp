/** LSTM over all time steps; see ../../../wasm/assembly/cells/lstm.ts. Gates lie side by side as i f c̃ o. */
#include "../activations.h"
#include "../time-loop.h"

namespace kernels::INSTRUCTION_SET {
namespace {

/** One sequence at one step. φ(c) comes in a loop of its own, so that the processor need not wait for c. */
template <typename Activations, typename Overridden>
INLINE void lstmCells(int units, Activations activations, Overridden overridden, float *gates, const float *cBefore,
                      float *cAfter, float *cellActivation, float *hAfter) {
  float *i = gates;
  float *f = i + units;
  float *g = f + units;
  float *o = g + units;
  forVectors(units, [&](int unit, auto lanes) INLINED {
    const Vector input = overridden(0, unit, lanes, activations.gate(lanes.load(i + unit)));
    const Vector forget = overridden(1, unit, lanes, activations.gate(lanes.load(f + unit)));
    const Vector candidate = overridden(2, unit, lanes, activations.candidate(lanes.load(g + unit)));
    const Vector kept = madd(forget, lanes.load(cBefore + unit), input * candidate);
    lanes.store(i + unit, input);
    lanes.store(f + unit, forget);
    lanes.store(g + unit, candidate);
    lanes.store(cAfter + unit, overridden(4, unit, lanes, kept));
  });
  forVectors(units, [&](int unit, auto lanes) INLINED {
    const Vector output = overridden(3, unit, lanes, activations.gate(lanes.load(o + unit)));
    const Vector phi = activations.candidate(lanes.load(cAfter + unit));
    lanes.store(o + unit, output);
    lanes.store(cellActivation + unit, phi);
    lanes.store(hAfter + unit, overridden(5, unit, lanes, output * phi));
  });
}

void lstmForward(int begin, int end, int steps, int batch, int units, const float *recurrent, Bytes recurrentStride,
                 const int32_t *lengths, const int32_t *resets, bool reverse, const float *mask, float *maskedState,
                 int activation, int recurrentActivation, const float *replacements, float *h, float *c, float *gates,
                 float *cellActivation) {
  const Interruptions interruptions{lengths, resets, batch};
  const size_t first = static_cast<size_t>(begin) * units;
  const int rows = end - begin;
  for (int n = 0; n < steps; n++) {
    const Step step = stepOf(n, steps, reverse, static_cast<size_t>(batch) * units);
    float *a = gates + 4 * (step.now + first);
    if (recurrent != nullptr) {
      const Span soon = sequencesAt(n + 1, steps, reverse, batch, begin, rows, 4 * units, gates);
      const float *state = maskedBy(offset(mask, first), h + step.before + first, offset(maskedState, first), rows * units);
      const int unpadded = interruptions.rowsUntilPadding(begin, rows, step.t);
      product(unpadded, 4 * units, units, state, units, recurrent, recurrentStride / 4, a, 4 * units, a, 4 * units,
              {n % 2 != 0, soon});
    }
    for (int row = 0; row < rows; row++) {
      const size_t at = first + static_cast<size_t>(row) * units;
      const size_t from = step.before + at;
      const size_t to = step.after + at;
      if (interruptions.isPadding(begin + row, step.t)) {
        copyElements(h + to, h + from, units);
        copyElements(c + to, c + from, units);
      } else if (interruptions.isReset(begin + row, step.t)) {
        fillZero(h + to, units);
        fillZero(c + to, units);
      } else {
        withActivations(activation, recurrentActivation, [&](auto activations) INLINED {
          withReplacements(replacements, units, [&](auto overridden) INLINED {
            lstmCells(units, activations, overridden, gates + 4 * (step.now + at), c + from, c + to,
                      cellActivation + step.now + at, h + to);
          });
        });
      }
    }
  }
}

/** Leaves 0 in dh, for `propagateToState` to add to. `da` may be `a`: everything is read before anything is written. */
template <typename Activations>
INLINE void lstmCellGradients(int units, Activations activations, const float *a, const float *cBefore,
                              const float *cellActivation, float *dh, float *dc, float *da, float *record) {
  forVectors(units, [&](int unit, auto lanes) INLINED {
    const Vector i = lanes.load(a + unit);
    const Vector f = lanes.load(a + units + unit);
    const Vector g = lanes.load(a + 2 * units + unit);
    const Vector o = lanes.load(a + 3 * units + unit);
    const Vector phi = lanes.load(cellActivation + unit);
    const Vector dHidden = lanes.load(dh + unit);
    const Vector dCell = madd(dHidden * o, activations.candidateSlope(phi), lanes.load(dc + unit));
    if (record != nullptr) lanes.store(record + unit, dCell);
    lanes.store(da + unit, dCell * g * activations.gateSlope(i));
    lanes.store(da + units + unit, dCell * lanes.load(cBefore + unit) * activations.gateSlope(f));
    lanes.store(da + 2 * units + unit, dCell * i * activations.candidateSlope(g));
    lanes.store(da + 3 * units + unit, dHidden * phi * activations.gateSlope(o));
    lanes.store(dc + unit, dCell * f);
    lanes.store(dh + unit, Vector{});
  });
}

void lstmBackward(int begin, int end, int steps, int batch, int units, const float *recurrentTransposed,
                  const int32_t *lengths, const int32_t *resets, bool reverse, const float *mask, float *maskedGradient,
                  int activation, int recurrentActivation, const float *c, const float *gates, const float *cellActivation,
                  const float *dOut, float *dHidden, float *dCell, float *dGates, float *recordDHidden, float *recordDCell) {
  const Interruptions interruptions{lengths, resets, batch};
  const size_t first = static_cast<size_t>(begin) * units;
  const int rows = end - begin;
  for (int n = steps - 1; n >= 0; n--) {
    const Step step = stepOf(n, steps, reverse, static_cast<size_t>(batch) * units);
    receiveGradient(rows * units, offset(dOut, step.now + first), dHidden + first, offset(recordDHidden, step.now + first));
    for (int row = 0; row < rows; row++) {
      const size_t at = first + static_cast<size_t>(row) * units;
      float *dh = dHidden + at;
      float *dc = dCell + at;
      float *da = dGates + 4 * (step.now + at);
      float *record = offset(recordDCell, step.now + at);
      const bool isPadding = interruptions.isPadding(begin + row, step.t);
      if (isPadding || interruptions.isReset(begin + row, step.t)) {
        if (record != nullptr) copyElements(record, dc, units);
        fillZero(da, 4 * static_cast<size_t>(units));
        if (isPadding) continue;
        fillZero(dh, units);
        fillZero(dc, units);
        continue;
      }
      withActivations(activation, recurrentActivation, [&](auto activations) INLINED {
        lstmCellGradients(units, activations, gates + 4 * (step.now + at), c + step.before + at,
                          cellActivation + step.now + at, dh, dc, da, record);
      });
    }
    const Span soon = sequencesAt(n - 1, steps, reverse, batch, begin, rows, 4 * units, gates);
    propagateToState(begin, interruptions.rowsUntilPadding(begin, rows, step.t), units, 4 * units,
                     dGates + 4 * (step.now + first), recurrentTransposed, mask, maskedGradient, dHidden,
                     {n % 2 != 0, soon});
  }
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
