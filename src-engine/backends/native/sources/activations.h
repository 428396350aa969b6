/** The activations φ and their slopes, chosen at run time by the codes of ../../wasm/assembly/activations.ts. */
#pragma once

#include "transcendental.h"

namespace kernels::INSTRUCTION_SET {
namespace {

enum ActivationCode : int { TANH, SOFTSIGN, RELU, SIGMOID, HARD_SIGMOID };

INLINE Vector slopeOfTanh(Vector y) { return splat(1) - y * y; }
INLINE Vector slopeOfSigmoid(Vector y) { return y * (splat(1) - y); }

/** φ of a candidate or a cell, and σ of a gate, each with its slope as a function of its value: those of most networks. */
struct UsualActivations {
  INLINE Vector candidate(Vector x) const { return tanh(x); }
  INLINE Vector gate(Vector x) const { return sigmoid(x); }
  INLINE Vector candidateSlope(Vector y) const { return slopeOfTanh(y); }
  INLINE Vector gateSlope(Vector y) const { return slopeOfSigmoid(y); }
};

/** The same as UsualActivations, for any choice: tanh, softsign or relu, and sigmoid or hard sigmoid. */
struct ChosenActivations {
  int candidateCode;
  int gateCode;

  INLINE Vector candidate(Vector x) const {
    if (candidateCode == TANH) return tanh(x);
    if (candidateCode == SOFTSIGN) return x / (splat(1) + absolute(x));
    return atLeast(x, 0);
  }
  INLINE Vector gate(Vector x) const {
    if (gateCode == SIGMOID) return sigmoid(x);
    return atMost(atLeast(x * splat(0.2f) + splat(0.5f), 0), 1);
  }
  INLINE Vector candidateSlope(Vector y) const {
    if (candidateCode == TANH) return slopeOfTanh(y);
    if (candidateCode == SOFTSIGN) {
      const Vector root = splat(1) - absolute(y); // 1 / (1 + |x|)
      return root * root;
    }
    return y > Vector{} ? splat(1) : Vector{};
  }
  INLINE Vector gateSlope(Vector y) const {
    if (gateCode == SIGMOID) return slopeOfSigmoid(y);
    const Integers rising = (y > Vector{}) & (y < splat(1));
    return rising ? splat(0.2f) : Vector{};
  }
};

/** Calls run(activations) with those of the codes. */
template <typename Run> INLINE void withActivations(int candidateCode, int gateCode, Run run) {
  if (candidateCode == TANH && gateCode == SIGMOID) run(UsualActivations{});
  else run(ChosenActivations{candidateCode, gateCode});
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
