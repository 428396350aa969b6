import type { Parameter } from '../models/model.ts';
import { refuseBackward, rowCount } from './layer.ts';
import type { Layer } from './layer.ts';

/** Layer normalisation of every step (Ba et al. 2016): γ ⊙ (x − μ)/√(σ² + ε) + β over the features. γ and β are (F). */
export function createLayerNorm(parameters: { gamma: Parameter; beta: Parameter }, epsilon: number): Layer {
  return {
    createPass(plan, input) {
      const { x } = input.values;
      if (!x) throw new Error('A layer normalisation takes real values.');
      const { backend } = plan;
      const rows = rowCount(plan, input);
      const out = plan.tensor([rows, input.size]);
      const statistics = plan.tensor([rows, 2]);
      const [gamma, beta] = [parameters.gamma, parameters.beta];
      return {
        output: { ...input, values: { x: out }, needsGradient: true },
        states: [],
        forward() {
          backend.layerNormForward({ x, gamma: gamma.value, beta: beta.value, epsilon, out, statistics });
        },
        backward: plan.training
          ? (dOut) => {
              const [dGamma, dBeta] = [gamma.gradient(), beta.gradient()];
              if (dGamma === null || dBeta === null) throw new Error('A layer normalisation is always trained.');
              const dX = input.needsGradient ? dOut : null;
              backend.layerNormBackward({ x, gamma: gamma.value, statistics, dOut, dGamma, dBeta, dX });
              return dX;
            }
          : refuseBackward,
      };
    },
  };
}
