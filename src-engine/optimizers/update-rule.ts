import type { UpdateRule } from '../backends/backend.ts';
import type { OptimizerSpec } from '../spec/train-spec.ts';

/** The number of values that an optimizer keeps for each parameter. */
export const slotCounts = { sgd: 0, momentum: 1, rmsprop: 1, adagrad: 1, adam: 2, adamw: 2 } as const satisfies Record<
  OptimizerSpec['type'],
  number
>;

/** The rule of one step. `learningRate` is the schedule's, `step` counts from 1. */
export function updateRule(spec: OptimizerSpec, learningRate: number, step: number): UpdateRule {
  switch (spec.type) {
    case 'adam':
      return { ...spec, learningRate, weightDecay: 0, step };
    case 'adamw':
      return { ...spec, type: 'adam', learningRate, step };
    default:
      return { ...spec, learningRate };
  }
}
