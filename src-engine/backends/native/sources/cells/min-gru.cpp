/** minGRU over all time steps, units begin … end of the whole batch; see ../../../wasm/assembly/cells/min_gru.ts. */
#include "../activations.h"
#include "../time-loop.h"

namespace kernels::INSTRUCTION_SET {
namespace {

/** g(a) = a + ½ where a ≥ 0, else σ(a). */
INLINE Vector positive(Vector a) { return a >= Vector{} ? a + splat(0.5f) : sigmoid(a); }

/** g′ as a function of g(a). */
INLINE Vector positiveSlope(Vector value) { return value >= splat(0.5f) ? splat(1) : slopeOfSigmoid(value); }

/** Calls run(b, from, to) for the units from … to of every sequence b that the units begin … end of the batch belong to. */
template <typename Run> INLINE void forSequences(int begin, int end, int units, Run run) {
  for (int from = begin; from < end;) {
    const int b = from / units;
    const int last = (b + 1) * units < end ? (b + 1) * units : end;
    run(b, from - b * units, last - b * units);
    from = last;
  }
}

void minGruForward(int begin, int end, int steps, int batch, int units, const int32_t *lengths, const int32_t *resets,
                   bool reverse, const float *replacements, float *h, float *gates) {
  const Interruptions interruptions{lengths, resets, batch};
  for (int n = 0; n < steps; n++) {
    const Step step = stepOf(n, steps, reverse, static_cast<size_t>(batch) * units);
    forSequences(begin, end, units, [&](int b, int from, int to) INLINED {
      const size_t row = static_cast<size_t>(b) * units;
      const float *hBefore = h + step.before + row;
      float *hAfter = h + step.after + row;
      float *z = gates + 2 * (step.now + row);
      float *candidate = z + units;
      if (interruptions.isPadding(b, step.t)) copyElements(hAfter + from, hBefore + from, to - from);
      else if (interruptions.isReset(b, step.t)) fillZero(hAfter + from, to - from);
      else {
        withReplacements(replacements, units, [&](auto overridden) INLINED {
          forVectors(from, to, [&](int unit, auto lanes) INLINED {
            const Vector old = lanes.load(hBefore + unit);
            const Vector gate = overridden(0, unit, lanes, sigmoid(lanes.load(z + unit)));
            const Vector g = overridden(1, unit, lanes, positive(lanes.load(candidate + unit)));
            lanes.store(z + unit, gate);
            lanes.store(candidate + unit, g);
            lanes.store(hAfter + unit, overridden(2, unit, lanes, madd(gate, g - old, old)));
          });
        });
      }
    });
  }
}

void minGruBackward(int begin, int end, int steps, int batch, int units, const int32_t *lengths, const int32_t *resets,
                    bool reverse, const float *h, const float *gates, const float *dOut, float *dHidden, float *dGates,
                    float *recordDHidden) {
  const Interruptions interruptions{lengths, resets, batch};
  for (int n = steps - 1; n >= 0; n--) {
    const Step step = stepOf(n, steps, reverse, static_cast<size_t>(batch) * units);
    receiveGradient(end - begin, offset(dOut, step.now + begin), dHidden + begin, offset(recordDHidden, step.now + begin));
    forSequences(begin, end, units, [&](int b, int from, int to) INLINED {
      const size_t row = static_cast<size_t>(b) * units;
      const float *hBefore = h + step.before + row;
      const float *z = gates + 2 * (step.now + row);
      float *dz = dGates + 2 * (step.now + row);
      float *dh = dHidden + row;
      const bool isPadding = interruptions.isPadding(b, step.t);
      if (isPadding || interruptions.isReset(b, step.t)) {
        fillZero(dz + from, to - from);
        fillZero(dz + units + from, to - from);
        if (!isPadding) fillZero(dh + from, to - from);
        return;
      }
      // `dz` may be `z`: everything is read before anything is written.
      forVectors(from, to, [&](int unit, auto lanes) INLINED {
        const Vector gate = lanes.load(z + unit);
        const Vector g = lanes.load(z + units + unit);
        const Vector gradient = lanes.load(dh + unit);
        const Vector difference = g - lanes.load(hBefore + unit);
        lanes.store(dz + unit, gradient * difference * slopeOfSigmoid(gate));
        lanes.store(dz + units + unit, gradient * gate * positiveSlope(g));
        lanes.store(dh + unit, gradient * (splat(1) - gate));
      });
    });
  }
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
