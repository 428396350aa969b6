import type { LstmSpec } from '../cells/lstm/facts.ts';
import { refuseBackward } from './layer.ts';
import type { PassPlan } from './layer.ts';
import { planStateBlocks } from './state-blocks.ts';
import type { TimeLoop } from './time-loop.ts';

/** LSTM: the cell state c is the additive memory that carries gradients; see LstmForward for the formulas. */
export function planLstmLoop(plan: PassPlan, { units, recurrentActivation }: LstmSpec, reverse: boolean): TimeLoop {
  const { backend, steps, batch } = plan;
  const gates = plan.workspace('gates', [steps * batch, 4 * units]);
  const cellActivation = plan.workspace('cell', [steps * batch, units]);
  const cell = planStateBlocks(plan, units, reverse);
  const dCell = plan.training ? plan.tensor([batch, units]) : null;
  const own = { recurrentActivation, gates, c: cell.blocks, cellActivation };
  return {
    gates,
    cell,
    forward(args) {
      backend.lstmForward({ ...args, ...own });
    },
    backward(args, gradients) {
      if (!dCell) return refuseBackward();
      backend.fill(dCell, 0);
      backend.lstmBackward({ ...args, ...own, ...gradients, dCell, dGates: gates });
    },
  };
}
