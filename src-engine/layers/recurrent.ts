import type { Tensor } from '../backends/backend.ts';
import type { RecurrentLayerSpec } from '../spec/model-spec.ts';
import { refuseBackward } from './layer.ts';
import type { Layer } from './layer.ts';
import { planInputGradient } from './linear.ts';
import { planDirection } from './recurrent-direction.ts';
import type { RecurrentParameters } from './recurrent-direction.ts';

/** A recurrent cell forward in time. Its outputs are windows of its states, so nothing is copied. */
export function createRecurrent(spec: RecurrentLayerSpec, site: number, parameters: RecurrentParameters): Layer {
  return {
    createPass(plan, input) {
      const { backend } = plan;
      const dInput = planInputGradient(plan, input);
      const direction = planDirection(plan, input, spec, parameters, { reverse: false, site: `${site}` }, dInput);
      return {
        output: {
          values: { x: spec.returnSequences ? direction.sequence : direction.final },
          size: spec.units,
          sequence: spec.returnSequences,
          needsGradient: true,
        },
        states: direction.states,
        forward: direction.forward,
        backward: plan.training ? planBackward() : refuseBackward,
      };

      function planBackward(): (dOutput: Tensor) => Tensor | null {
        const dHidden = spec.returnSequences ? plan.tensor([plan.batch, spec.units]) : null;
        return (dOutput) => {
          if (dHidden === null) {
            direction.backward(null, dOutput, false);
          } else {
            backend.fill(dHidden, 0);
            direction.backward(dOutput, dHidden, false);
          }
          return dInput;
        };
      }
    },
  };
}
