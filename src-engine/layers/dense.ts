import type { Tensor } from '../backends/backend.ts';
import type { Parameter } from '../models/model.ts';
import { refuseBackward, rowCount } from './layer.ts';
import type { Layer, LayerPass, PassPlan, Signal } from './layer.ts';
import { planInputGradient, planLinear } from './linear.ts';

/** x·K + b at every step of a sequence, or of a single state. K (I, units), b (units). */
export function createDense(parameters: { kernel: Parameter; bias: Parameter }, units: number): Layer {
  return {
    createPass(plan, input) {
      const dInput = planInputGradient(plan, input);
      const linear = planLinear(plan, input, parameters.kernel, parameters.bias, dInput);
      return densePass(plan, input, units, dInput, {
        forward: (out) => linear.forward(out),
        backward: (dOutput) => linear.backward(dOutput, false),
      });
    },
  };
}

/** x·Eᵀ + b with the table E (units, I) of an embedding, whose gradient is the sum of what both layers add to it. */
export function createTiedDense(parameters: { table: Parameter; bias: Parameter }, units: number): Layer {
  const { table, bias } = parameters;
  return {
    createPass(plan, input) {
      const { backend } = plan;
      const { x } = input.values;
      if (x === undefined) throw new Error('A tied output takes real values.');
      const dX = planInputGradient(plan, input);
      return densePass(plan, input, units, dX, {
        forward: (out) => backend.tableForward({ x, table: table.value, bias: bias.value, out }),
        backward(dOut) {
          const gradients = { dTable: table.gradient(), dBias: bias.gradient(), dX };
          backend.tableBackward({ x, table: table.value, dOut, ...gradients });
        },
      });
    },
  };
}

function densePass(
  plan: PassPlan,
  input: Signal,
  units: number,
  dInput: Tensor | null,
  product: { forward(out: Tensor): void; backward(dOutput: Tensor): void },
): LayerPass {
  const out = plan.tensor([rowCount(plan, input), units]);
  return {
    output: { values: { x: out }, size: units, sequence: input.sequence, needsGradient: true },
    states: [],
    forward: () => product.forward(out),
    backward: plan.training
      ? (dOutput) => {
          product.backward(dOutput);
          return dInput;
        }
      : refuseBackward,
  };
}
