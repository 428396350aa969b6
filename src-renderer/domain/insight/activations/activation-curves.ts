import type { BoundedActivation } from '../../../../src-engine/spec/insight-spec.ts';

export interface ActivationCurve {
  value(x: number): number;
  derivative(x: number): number;
  /** The input that gives a value; ±Infinity at and beyond the bounds. */
  inverse(y: number): number;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const isWithin = (y: number, min: number, max: number) => (y <= min ? -Infinity : y >= max ? Infinity : null);

/** The functions as the engine computes them. The hard sigmoid is Keras 2's: 0.2 x + 0.5 between 0 and 1. */
export const activationCurves: Record<BoundedActivation, ActivationCurve> = {
  sigmoid: {
    value: sigmoid,
    derivative: (x) => sigmoid(x) * (1 - sigmoid(x)),
    inverse: (y) => isWithin(y, 0, 1) ?? Math.log(y / (1 - y)),
  },
  hard_sigmoid: {
    value: (x) => Math.max(0, Math.min(1, 0.2 * x + 0.5)),
    derivative: (x) => (Math.abs(x) < 2.5 ? 0.2 : 0),
    inverse: (y) => isWithin(y, 0, 1) ?? (y - 0.5) / 0.2,
  },
  tanh: {
    value: Math.tanh,
    derivative: (x) => 1 - Math.tanh(x) ** 2,
    inverse: (y) => isWithin(y, -1, 1) ?? Math.atanh(y),
  },
  softsign: {
    value: (x) => x / (1 + Math.abs(x)),
    derivative: (x) => 1 / (1 + Math.abs(x)) ** 2,
    inverse: (y) => isWithin(y, -1, 1) ?? y / (1 - Math.abs(y)),
  },
  relu: {
    value: (x) => Math.max(0, x),
    derivative: (x) => (x > 0 ? 1 : 0),
    inverse: (y) => (y <= 0 ? -Infinity : y),
  },
};

/**
 * Outlines the distribution of a gate's inputs for drawing under its curve: a histogram over x within ±`reach`, whose highest bar is 1. The
 * training counts what came out; each bin is traced back to the inputs that it came from, so that bars differ in width and a bar's
 * area tells how many there were.
 */
export function inputHistogram(
  { counts, min, max }: { counts: readonly number[]; min: number; max: number },
  { inverse }: ActivationCurve,
  reach: number,
): { x: Float64Array; y: Float64Array } {
  const width = (max - min) / counts.length;
  const edge = (n: number) => Math.max(-reach, Math.min(reach, inverse(min + n * width)));
  const bars = Array.from({ length: counts.length }, (_, n) => {
    const [left, right] = [edge(n), edge(n + 1)];
    return { left, right, density: right > left ? (counts[n] ?? 0) / (right - left) : 0 };
  }).filter(({ left, right }) => right > left);
  const highest = Math.max(...bars.map(({ density }) => density), Number.MIN_VALUE);
  return {
    x: Float64Array.from(bars.flatMap(({ left, right }) => [left, right])),
    y: Float64Array.from(bars.flatMap(({ density }) => [density / highest, density / highest])),
  };
}
