import type { EmbeddingParameter } from './embedding-parameter.ts';
import { refuseBackward } from './layer.ts';
import type { Layer, Signal } from './layer.ts';

/**
 * One row of a table (V, dim) a token. The gradient of a large table holds just the rows of the step's tokens, so a step costs
 * what its tokens cost and not what the table costs.
 */
export function createEmbedding(weights: EmbeddingParameter, dim: number): Layer {
  return {
    createPass(plan, input) {
      const { backend } = plan;
      const { ids } = input.values;
      if (!ids) throw new Error('An embedding takes token ids.');
      const out = plan.tensor([ids.size, dim]);
      const gradientIds = plan.training && weights.sparse ? plan.tensor([ids.size], 'int32') : ids;
      const output: Signal = {
        values: { x: out },
        size: dim,
        sequence: input.sequence,
        needsGradient: weights.trainable || plan.inputGradient,
      };
      return {
        output,
        states: [],
        forward() {
          backend.linearForward({ ids, kernel: weights.value, bias: null, out });
        },
        backward: plan.training
          ? (dOut) => {
              if (weights.sparse) backend.write(gradientIds, weights.gradientRows(plan.ids));
              backend.linearBackward({
                ids: gradientIds,
                kernel: weights.value,
                dOut,
                dKernel: weights.gradient(),
                dBias: null,
                dX: null,
                accumulateDX: false,
              });
              return null;
            }
          : refuseBackward,
      };
    },
  };
}
