import type { GaussianLoss, Tensor } from '../backends/backend.ts';
import type { PassPlan } from '../layers/layer.ts';
import type { Loss } from './loss.ts';
import { requireTargetCount } from './require-targets.ts';

interface ForecastLoss {
  /** Outputs for each target. */
  head: number;
  run(args: Omit<GaussianLoss, 'floor'>): void;
}

/** Plans a loss of real targets of which `prediction` (N, O · head) has several outputs each. A target of NaN is masked. */
export function planForecastLoss(plan: PassPlan, prediction: Tensor, { head, run }: ForecastLoss): Loss {
  const { backend } = plan;
  const [rows, outputs] = prediction.shape;
  const target = plan.tensor([rows, outputs / head]);
  const dPrediction = plan.training ? plan.tensor(prediction.shape) : null;
  return {
    setTargets(values) {
      requireTargetCount(values, target.size);
      backend.write(target, values);
    },
    setClassWeights(values) {
      if (values !== null) throw new Error('A forecast has no classes to weigh.');
    },
    setLabelSmoothing(share) {
      if (share !== 0) throw new Error('A forecast has no labels to smooth.');
    },
    evaluate(metrics) {
      run({ prediction, target, dPrediction: null, scale: 0, metrics });
    },
    backward(scale, metrics) {
      if (dPrediction === null) throw new Error('This pass was planned without gradients.');
      run({ prediction, target, dPrediction, scale, metrics });
      return dPrediction;
    },
  };
}
