import type { Tensor } from '../backends/backend.ts';
import type { PassPlan } from '../layers/layer.ts';
import type { Loss } from './loss.ts';
import { requireTargetCount } from './require-targets.ts';

/** (prediction − target)² of every element of `prediction` (N, O); a target of NaN is masked. */
export function planMeanSquaredError(plan: PassPlan, prediction: Tensor): Loss {
  const { backend } = plan;
  const target = plan.tensor(prediction.shape);
  const dPrediction = plan.training ? plan.tensor(prediction.shape) : null;
  const run = (gradient: Tensor | null, scale: number, metrics: Tensor): void => {
    backend.meanSquaredError({ prediction, target, dPrediction: gradient, scale, metrics });
  };
  return {
    setTargets(values) {
      requireTargetCount(values, target.size);
      backend.write(target, values);
    },
    setClassWeights(values) {
      if (values !== null) throw new Error('A regression has no classes to weigh.');
    },
    setLabelSmoothing(share) {
      if (share !== 0) throw new Error('A regression has no labels to smooth.');
    },
    evaluate(metrics) {
      run(null, 0, metrics);
    },
    backward(scale, metrics) {
      if (dPrediction === null) throw new Error('This pass was planned without gradients.');
      run(dPrediction, scale, metrics);
      return dPrediction;
    },
  };
}
