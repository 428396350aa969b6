#include "activations.h"

namespace kernels::INSTRUCTION_SET {
namespace {

void activationForward(int begin, int end, int activation, const float *x, float *out) {
  const ChosenActivations chosen{activation, activation};
  forVectors(begin, end, [&](int n, auto lanes) INLINED {
    const Vector value = lanes.load(x + n);
    lanes.store(out + n, activation >= SIGMOID ? chosen.gate(value) : chosen.candidate(value));
  });
}

void activationBackward(int begin, int end, int activation, const float *out, const float *dOut, float *dX) {
  const ChosenActivations chosen{activation, activation};
  forVectors(begin, end, [&](int n, auto lanes) INLINED {
    const Vector y = lanes.load(out + n);
    const Vector slope = activation >= SIGMOID ? chosen.gateSlope(y) : chosen.candidateSlope(y);
    lanes.store(dX + n, lanes.load(dOut + n) * slope);
  });
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
