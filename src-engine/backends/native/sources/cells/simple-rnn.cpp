/** SimpleRNN over all time steps; see ../../../wasm/assembly/cells/simple_rnn.ts. */
#include "../activations.h"
#include "../time-loop.h"

namespace kernels::INSTRUCTION_SET {
namespace {

void rnnForward(int begin, int end, int steps, int batch, int units, const float *recurrent, Bytes recurrentStride,
                const int32_t *lengths, const int32_t *resets, bool reverse, const float *mask, float *maskedState,
                int activation, const float *replacements, float *h, const float *z) {
  const Interruptions interruptions{lengths, resets, batch};
  const size_t first = static_cast<size_t>(begin) * units;
  const int rows = end - begin;
  for (int n = 0; n < steps; n++) {
    const Step step = stepOf(n, steps, reverse, static_cast<size_t>(batch) * units);
    if (recurrent != nullptr) {
      const Span soon = sequencesAt(n + 1, steps, reverse, batch, begin, rows, units, z);
      const float *state = maskedBy(offset(mask, first), h + step.before + first, offset(maskedState, first), rows * units);
      product(interruptions.rowsUntilPadding(begin, rows, step.t), units, units, state, units, recurrent, recurrentStride / 4,
              z + step.now + first, units, h + step.after + first, units, {n % 2 != 0, soon});
    }
    for (int row = 0; row < rows; row++) {
      const size_t at = first + static_cast<size_t>(row) * units;
      float *own = h + step.after + at;
      if (interruptions.isPadding(begin + row, step.t)) copyElements(own, h + step.before + at, units);
      else if (interruptions.isReset(begin + row, step.t)) fillZero(own, units);
      else {
        withActivations(activation, SIGMOID, [&](auto phi) INLINED {
          withReplacements(replacements, units, [&](auto overridden) INLINED {
            forVectors(units, [&](int unit, auto lanes) INLINED {
              lanes.store(own + unit, overridden(0, unit, lanes, phi.candidate(lanes.load(own + unit))));
            });
          });
        });
      }
    }
  }
}

void rnnBackward(int begin, int end, int steps, int batch, int units, const float *recurrentTransposed, const int32_t *lengths,
                 const int32_t *resets, bool reverse, const float *mask, float *maskedGradient, int activation, const float *h,
                 const float *dOut, float *dHidden, float *dZ, float *recordDHidden) {
  const Interruptions interruptions{lengths, resets, batch};
  const size_t first = static_cast<size_t>(begin) * units;
  const int rows = end - begin;
  for (int n = steps - 1; n >= 0; n--) {
    const Step step = stepOf(n, steps, reverse, static_cast<size_t>(batch) * units);
    receiveGradient(rows * units, offset(dOut, step.now + first), dHidden + first, offset(recordDHidden, step.now + first));
    for (int row = 0; row < rows; row++) {
      const size_t at = first + static_cast<size_t>(row) * units;
      float *da = dZ + step.now + at;
      float *dh = dHidden + at;
      const float *y = h + step.after + at;
      if (interruptions.isPadding(begin + row, step.t)) fillZero(da, units);
      else if (interruptions.isReset(begin + row, step.t)) {
        fillZero(da, units);
        fillZero(dh, units);
      } else {
        withActivations(activation, SIGMOID, [&](auto phi) INLINED {
          forVectors(units, [&](int unit, auto lanes) INLINED {
            lanes.store(da + unit, lanes.load(dh + unit) * phi.candidateSlope(lanes.load(y + unit)));
            lanes.store(dh + unit, Vector{});
          });
        });
      }
    }
    propagateToState(begin, interruptions.rowsUntilPadding(begin, rows, step.t), units, units, dZ + step.now + first,
                     recurrentTransposed, mask, maskedGradient, dHidden, {n % 2 != 0});
  }
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
