import type { Parameter } from '../models/model.ts';
import { refuseBackward, rowCount } from './layer.ts';
import type { Layer } from './layer.ts';
import { planLinear } from './linear.ts';

/**
 * Additive attention over the steps of a sequence (Bahdanau et al. 2015, as Yang et al. 2016 pool with it): e_t = vᵀ·tanh(x_t·W + b),
 * α = softmax over the steps, Σ α_t·x_t. W (F, A), b (A), v (A).
 */
export function createAttentionPooling(
  { kernel, bias, context }: { kernel: Parameter; bias: Parameter; context: Parameter },
  units: number,
): Layer {
  return {
    createPass(plan, input) {
      const { x } = input.values;
      if (!x) throw new Error('An attention pooling takes real values.');
      const { backend, batch, steps, training } = plan;
      const rows = rowCount(plan, input);
      const hidden = plan.tensor([rows, units]);
      const scores = plan.tensor([rows, 1]);
      const weights = plan.tensor([rows]);
      const out = plan.tensor([batch, input.size]);
      const dX = training ? plan.tensor([rows, input.size]) : null;
      const dScores = training ? plan.tensor([rows, 1]) : null;
      const dHidden = training ? plan.tensor([rows, units]) : null;
      const keys = planLinear(plan, input, kernel, bias, input.needsGradient ? dX : null);
      const column = backend.view(context.value, 0, [units, 1]);
      return {
        output: { ...input, values: { x: out }, sequence: false, needsGradient: true },
        states: [],
        forward() {
          keys.forward(hidden);
          backend.activationForward({ activation: 'tanh', x: hidden, out: hidden });
          backend.linearForward({ x: hidden, kernel: column, bias: null, out: scores });
          backend.attendForward({ steps, scores, x, lengths: plan.lengths, weights, out });
        },
        backward(dOut) {
          const dContext = context.gradient();
          if (dX === null || dScores === null || dHidden === null || dContext === null) return refuseBackward();
          backend.attendBackward({ steps, weights, x, dOut, dScores, dX });
          backend.linearBackward({
            ...{ x: hidden, kernel: column, dOut: dScores },
            ...{ dKernel: backend.view(dContext, 0, [units, 1]), dBias: null, dX: dHidden, accumulateDX: false },
          });
          backend.activationBackward({ activation: 'tanh', x: hidden, out: hidden, dOut: dHidden, dX: dHidden });
          keys.backward(dHidden, true);
          return input.needsGradient ? dX : null;
        },
      };
    },
  };
}
