import type { Tensor } from '../backends/backend.ts';
import type { PassPlan } from '../layers/layer.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import { taskFacts } from '../tasks/facts.ts';
import type { TaskFacts } from '../tasks/facts.ts';
import { planGaussianLoss } from './gaussian-loss.ts';
import type { Loss } from './loss.ts';
import { planMeanSquaredError } from './mean-squared-error.ts';
import { planQuantileLoss } from './quantile-loss.ts';
import { planSoftmaxCrossEntropy } from './softmax-cross-entropy.ts';

const losses = {
  'cross-entropy': planSoftmaxCrossEntropy,
  'squared-error': planMeanSquaredError,
} as const satisfies Record<TaskFacts['loss'], (plan: PassPlan, output: Tensor) => Loss>;

/** Plans the buffers of a model's loss of the output (rows, size): that of its forecast's head, or of its task. */
export function planLoss(
  { task, forecast }: Pick<ModelSpec, 'task' | 'forecast'>,
  plan: PassPlan,
  output: Tensor,
): Loss {
  switch (forecast?.head.type) {
    case 'quantiles':
      return planQuantileLoss(plan, output, forecast.head.levels);
    case 'gaussian':
      return planGaussianLoss(plan, output);
    case 'value':
      return planQuantileLoss(plan, output, [0.5]);
    case undefined:
      return losses[taskFacts[task].loss](plan, output);
  }
}
