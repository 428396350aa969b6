import { normalQuantile } from '../forecast/normal-quantile.ts';
import type { ModelSpec } from '../spec/model-spec.ts';

/**
 * The biases with which the outputs of a quantile head begin: the quantiles of a standard normal deviate, since what the base method leaves
 * over has a unit of 1. A band that began with no width would take most of a training to open. Null for other models.
 */
export function initialBand({ forecast }: ModelSpec, outputs: number): { values: () => Float64Array } | null {
  if (forecast?.head.type !== 'quantiles') return null;
  const quantiles = forecast.head.levels.map(normalQuantile);
  return { values: () => Float64Array.from({ length: outputs }, (_, n) => quantiles[n % quantiles.length]) };
}
