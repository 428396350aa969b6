import type { OptimizerSpec } from '../spec/train-spec.ts';

/** The rates between which each optimizer learns anything at all: those of plain descent are not bounded by the weights. */
const bounds: Record<OptimizerSpec['type'], { lowest: number; highest: number }> = {
  sgd: { lowest: 0.01, highest: 100 },
  momentum: { lowest: 0.001, highest: 10 },
  rmsprop: { lowest: 1e-4, highest: 1 },
  adagrad: { lowest: 0.001, highest: 10 },
  adam: { lowest: 1e-4, highest: 1 },
  adamw: { lowest: 1e-4, highest: 1 },
};

/** Returns a rate at which every network learns something, and none diverges. */
export function warmUpRate({ type }: OptimizerSpec): number {
  const { lowest, highest } = bounds[type];
  return lowest * (highest / lowest) ** 0.25;
}

/** Returns the rates of a search, each the same multiple of the one before. */
export function rateRamp({ type }: OptimizerSpec, steps: number): number[] {
  const { lowest, highest } = bounds[type];
  return Array.from({ length: steps }, (_, n) => lowest * (highest / lowest) ** (n / (steps - 1)));
}
