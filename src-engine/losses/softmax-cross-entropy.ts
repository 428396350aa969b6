import type { Tensor } from '../backends/backend.ts';
import type { PassPlan } from '../layers/layer.ts';
import type { Loss } from './loss.ts';
import { requireClassTargets } from './require-targets.ts';

/** −ln of the probability that the softmax of `logits` (N, V) gives each target, in nats. Targets are ids, −1 where masked. */
export function planSoftmaxCrossEntropy(plan: PassPlan, logits: Tensor): Loss {
  const { backend } = plan;
  const [count, classes] = logits.shape;
  const targets = plan.tensor([count], 'int32');
  let weights: Tensor | null = null;
  let weighted = false;
  let smoothing = 0;
  const run = (dLogits: Tensor | null, scale: number, metrics: Tensor): void => {
    const classWeights = weighted ? weights : null;
    // The loss that a network is judged by is not smoothed.
    const labelSmoothing = dLogits === null ? 0 : smoothing;
    backend.softmaxCrossEntropy({ logits, targets, classWeights, labelSmoothing, dLogits, scale, metrics });
  };
  return {
    setTargets(values) {
      requireClassTargets(values, { count, classes });
      backend.write(targets, values);
    },
    setClassWeights(values) {
      weighted = values !== null;
      if (values === null) return;
      weights ??= plan.tensor([classes]);
      backend.write(weights, values);
    },
    setLabelSmoothing(share) {
      smoothing = share;
    },
    evaluate(metrics) {
      run(null, 0, metrics);
    },
    backward(scale, metrics) {
      run(logits, scale, metrics);
      return logits;
    },
  };
}
