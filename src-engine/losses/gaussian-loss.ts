import type { Tensor } from '../backends/backend.ts';
import type { PassPlan } from '../layers/layer.ts';
import { planForecastLoss } from './forecast-loss.ts';
import type { Loss } from './loss.ts';

/** The deviation that a Gaussian head never goes below, in the units of its targets: log-likelihoods have no upper bound otherwise. */
export const SMALLEST_DEVIATION = 1e-3;

/** The negative log-likelihood, in nats, of the Gaussians that `prediction` (N, O·2) tells; see Backend.gaussianLoss. */
export function planGaussianLoss(plan: PassPlan, prediction: Tensor): Loss {
  const { backend } = plan;
  return planForecastLoss(plan, prediction, {
    head: 2,
    run: (args) => backend.gaussianLoss({ ...args, floor: SMALLEST_DEVIATION }),
  });
}
