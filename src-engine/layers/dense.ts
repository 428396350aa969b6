import type { Parameter } from '../models/model.ts';
import { refuseBackward, rowCount } from './layer.ts';
import type { Layer, Signal } from './layer.ts';
import { planInputGradient, planLinear } from './linear.ts';

/** x·K + b at every step of a sequence, or of a single state. K (I, units), b (units). */
export function createDense(parameters: { kernel: Parameter; bias: Parameter }, units: number): Layer {
  return {
    createPass(plan, input) {
      const out = plan.tensor([rowCount(plan, input), units]);
      const dInput = planInputGradient(plan, input);
      const linear = planLinear(plan, input, parameters.kernel, parameters.bias, dInput);
      const output: Signal = { values: { x: out }, size: units, sequence: input.sequence, needsGradient: true };
      return {
        output,
        states: [],
        forward() {
          linear.forward(out);
        },
        backward: plan.training
          ? (dOutput) => {
              linear.backward(dOutput, false);
              return dInput;
            }
          : refuseBackward,
      };
    },
  };
}
