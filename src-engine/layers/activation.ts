import type { Tensor } from '../backends/backend.ts';
import type { Activation } from '../spec/model-spec.ts';
import { passThrough, refuseBackward, rowCount } from './layer.ts';
import type { Layer } from './layer.ts';

/** φ(x) for each element, or softmax over each row. Its gradient takes the place of the gradient that comes in. */
export function createActivation(activation: Activation | 'softmax'): Layer {
  return {
    createPass(plan, input) {
      const { x } = input.values;
      if (!x) throw new Error('An activation takes real values.');
      if (activation === 'linear') return passThrough(input);
      const { backend } = plan;
      const out = plan.tensor([rowCount(plan, input), input.size]);
      const forward =
        activation === 'softmax'
          ? () => backend.softmaxForward({ x, out })
          : () => backend.activationForward({ activation, x, out });
      const differentiate =
        activation === 'softmax'
          ? (dOut: Tensor) => backend.softmaxBackward({ out, dOut, dX: dOut })
          : (dOut: Tensor) => backend.activationBackward({ activation, x, out, dOut, dX: dOut });
      return {
        output: { ...input, values: { x: out } },
        states: [],
        forward,
        backward: plan.training
          ? (dOutput) => {
              differentiate(dOutput);
              return dOutput;
            }
          : refuseBackward,
      };
    },
  };
}
