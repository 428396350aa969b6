import type { Tensor } from '../backends/backend.ts';

/** Compares a pass's output with its targets. */
export interface Loss {
  /** Throws RangeError where they are not as many as the output's rows or values, or name a class that there is not. */
  setTargets(targets: Int32Array | Float32Array | Float64Array): void;
  /** Weight of each class by its id; null means all 1. */
  setClassWeights(weights: ArrayLike<number> | null): void;
  /** The share of every target that `backward` spreads over all classes, from 0 to less than 1; 0 at first. */
  setLabelSmoothing(share: number): void;
  /** Adds to `metrics` (3); see Backend.softmaxCrossEntropy and Backend.meanSquaredError. */
  evaluate(metrics: Tensor): void;
  /** Does the same as `evaluate` and returns ∂(scale × summed loss)/∂output. May use the output's own memory for it. */
  backward(scale: number, metrics: Tensor): Tensor;
}
