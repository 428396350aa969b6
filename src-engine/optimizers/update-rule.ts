import type { UpdateRule } from '../backends/backend.ts';
import type { OptimizerSpec } from '../spec/train-spec.ts';

/** The number of values that an optimizer keeps for each parameter. */
export const slotCounts = { sgd: 0, momentum: 1, rmsprop: 1, adagrad: 1, adam: 2, adamw: 2 } as const satisfies Record<
  OptimizerSpec['type'],
  number
>;

/** The rule of one step for a weight, or for a bias or gain. `learningRate` is the schedule's, `step` counts from 1. */
export function updateRule(
  spec: OptimizerSpec,
  { learningRate, step, isWeight }: { learningRate: number; step: number; isWeight: boolean },
): UpdateRule {
  switch (spec.type) {
    case 'adam':
      return { ...spec, learningRate, weightDecay: 0, step };
    case 'adamw': {
      const { decayBiases = true, weightDecay, ...adam } = spec;
      return { ...adam, type: 'adam', learningRate, step, weightDecay: isWeight || decayBiases ? weightDecay : 0 };
    }
    default:
      return { ...spec, learningRate };
  }
}
