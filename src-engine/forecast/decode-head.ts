import { SMALLEST_DEVIATION } from '../losses/gaussian-loss.ts';
import type { ForecastHead } from '../spec/forecast-spec.ts';
import type { ForecastPreparation } from '../spec/preparation-spec.ts';

/** The levels that are told of a Gaussian head, and how many deviations from the mean each is. */
export const GAUSSIAN = [
  { level: 0.1, deviations: -1.2815515655446004 },
  { level: 0.5, deviations: 0 },
  { level: 0.9, deviations: 1.2815515655446004 },
];

/** The number of outputs for each step and target. */
export function headSize(head: ForecastHead): number {
  return head.type === 'quantiles' ? head.levels.length : head.type === 'gaussian' ? 2 : 1;
}

/** The levels of the quantiles that a head tells, ascending. */
export function headLevels(head: ForecastHead): number[] {
  if (head.type === 'quantiles') return head.levels;
  return head.type === 'gaussian' ? GAUSSIAN.map(({ level }) => level) : [0.5];
}

/** The quantiles of one step and target, as a network with this head says them; `outputs` are its numbers. */
export function readHead(head: ForecastHead, outputs: ArrayLike<number>): number[] {
  if (head.type !== 'gaussian') return Array.from(outputs);
  const deviation = softplus(outputs[1]) + SMALLEST_DEVIATION;
  return GAUSSIAN.map(({ deviations }) => outputs[0] + deviations * deviation);
}

/** ln(1 + e^x), which does not overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/**
 * Corrects the quantiles of one step and target, in u, by the preparation's calibration, and puts those in order that cross: none lies
 * beyond the one that is nearer to the median. Changes the array.
 */
export function settleQuantiles(
  quantiles: number[],
  levels: readonly number[],
  { calibration }: Pick<ForecastPreparation, 'calibration'>,
  { step, target }: { step: number; target: number },
): number[] {
  const middle = levels.indexOf(0.5);
  const median = quantiles[middle];
  const corrections = calibration?.[step][target];
  if (corrections !== undefined) {
    corrections.forEach(({ factor, margin }, n) => (quantiles[n] = median + factor * (quantiles[n] - median) + margin));
  }
  for (let n = middle - 1; n >= 0; n--) quantiles[n] = Math.min(quantiles[n], quantiles[n + 1]);
  for (let n = middle + 1; n < quantiles.length; n++) quantiles[n] = Math.max(quantiles[n], quantiles[n - 1]);
  return quantiles;
}
