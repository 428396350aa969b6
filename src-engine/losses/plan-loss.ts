import type { Tensor } from '../backends/backend.ts';
import type { PassPlan } from '../layers/layer.ts';
import type { TaskFacts } from '../tasks/facts.ts';
import type { Loss } from './loss.ts';
import { planMeanSquaredError } from './mean-squared-error.ts';
import { planSoftmaxCrossEntropy } from './softmax-cross-entropy.ts';

const losses = {
  'cross-entropy': planSoftmaxCrossEntropy,
  'squared-error': planMeanSquaredError,
} as const satisfies Record<TaskFacts['loss'], (plan: PassPlan, output: Tensor) => Loss>;

/** Plans the buffers of a task's loss of the output (rows, size). */
export function planLoss(loss: TaskFacts['loss'], plan: PassPlan, output: Tensor): Loss {
  return losses[loss](plan, output);
}
