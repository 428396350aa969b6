import type { Tensor } from '../backends/backend.ts';
import type { PassPlan } from '../layers/layer.ts';
import { planForecastLoss } from './forecast-loss.ts';
import type { Loss } from './loss.ts';

/** The pinball loss of `prediction` (N, O·L) for these levels; of the median alone, the absolute error. See Backend.quantileLoss. */
export function planQuantileLoss(plan: PassPlan, prediction: Tensor, values: readonly number[]): Loss {
  const { backend } = plan;
  const levels = plan.tensor([values.length]);
  backend.write(levels, values);
  return planForecastLoss(plan, prediction, {
    head: values.length,
    run: (args) => backend.quantileLoss({ ...args, levels }),
  });
}
