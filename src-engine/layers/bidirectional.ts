import type { Tensor } from '../backends/backend.ts';
import type { RecurrentLayerSpec } from '../spec/model-spec.ts';
import { refuseBackward, rowCount } from './layer.ts';
import type { Layer, PassPlan, Signal } from './layer.ts';
import { planInputGradient } from './linear.ts';
import { planDirection } from './recurrent-direction.ts';
import type { Direction, RecurrentParameters } from './recurrent-direction.ts';

/**
 * Two recurrent layers with weights of their own, one forward and one backward in time (Schuster & Paliwal 1997). Their outputs are
 * joined step by step, side by side or by a sum. As the last state: the forward layer's after the last step, the backward layer's
 * after the first. Both always begin at 0, since a state that comes from the future cannot be carried.
 */
export function createBidirectional(
  spec: RecurrentLayerSpec,
  merge: 'concat' | 'sum',
  site: number,
  parameters: { forward: RecurrentParameters; backward: RecurrentParameters },
): Layer {
  return {
    createPass(plan, input) {
      const dInput = planInputGradient(plan, input);
      const directions = [
        planDirection(plan, input, spec, parameters.forward, { reverse: false, site: `${site}.forward` }, dInput),
        planDirection(plan, input, spec, parameters.backward, { reverse: true, site: `${site}.backward` }, dInput),
      ];
      const join = planJoin(plan, spec, merge, directions);
      return {
        output: join.output,
        states: [],
        forward(random) {
          for (const direction of directions) direction.forward(random);
          join.forward();
        },
        backward: plan.training ? planBackward() : refuseBackward,
      };

      function planBackward(): (dOutput: Tensor) => Tensor | null {
        const { backend } = plan;
        const split = join.planSplit();
        const dHidden = spec.returnSequences ? plan.tensor([plan.batch, spec.units]) : null;
        return (dOutput) => {
          directions.forEach((direction, index) => {
            const dPart = split(dOutput, index);
            if (dHidden === null) {
              direction.backward(null, dPart, index > 0);
            } else {
              backend.fill(dHidden, 0);
              direction.backward(dPart, dHidden, index > 0);
            }
          });
          return dInput;
        };
      }
    },
  };
}

interface Join {
  output: Signal;
  forward(): void;
  /** Returns a function from ∂L/∂output to ∂L/∂ one direction's output; its result is valid until it is called again. */
  planSplit(): (dOutput: Tensor, index: number) => Tensor;
}

function planJoin(
  plan: PassPlan,
  { units, returnSequences }: RecurrentLayerSpec,
  merge: 'concat' | 'sum',
  directions: readonly Direction[],
): Join {
  const { backend } = plan;
  const rows = rowCount(plan, { sequence: returnSequences });
  const size = merge === 'concat' ? 2 * units : units;
  const out = plan.tensor([rows, size]);
  const outputs = directions.map((direction) => (returnSequences ? direction.sequence : direction.final));
  const output: Signal = { values: { x: out }, size, sequence: returnSequences, needsGradient: true };

  if (merge === 'sum') {
    return {
      output,
      forward() {
        backend.copy(outputs[0], out);
        backend.addScaled({ alpha: 1, x: outputs[1], y: out });
      },
      planSplit() {
        if (returnSequences) return (dOutput) => dOutput;
        // A last state's gradient is overwritten by the direction that takes it, so each takes a copy.
        const dPart = plan.tensor([rows, units]);
        return (dOutput) => {
          backend.copy(dOutput, dPart);
          return dPart;
        };
      },
    };
  }
  const columns = { columns: units, accumulate: false };
  return {
    output,
    forward() {
      outputs.forEach((from, index) => {
        backend.copyColumns({ from, to: out, fromColumn: 0, toColumn: index * units, ...columns });
      });
    },
    planSplit() {
      const dPart = plan.tensor([rows, units]);
      return (dOutput, index) => {
        backend.copyColumns({ from: dOutput, to: dPart, fromColumn: index * units, toColumn: 0, ...columns });
        return dPart;
      };
    },
  };
}
