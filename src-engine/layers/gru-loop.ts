import type { Tensor } from '../backends/backend.ts';
import type { GruSpec } from '../cells/gru/facts.ts';
import { refuseBackward } from './layer.ts';
import type { PassPlan } from './layer.ts';
import type { TimeLoop } from './time-loop.ts';

/** b′ (3H) and its gradient, null in a pass without gradients. */
export interface RecurrentBias {
  value: Tensor;
  gradient(): Tensor | null;
}

/** GRU (Cho et al. 2014) with the reset gate applied after the recurrent product, which has a bias of its own. */
export function planGruLoop(
  plan: PassPlan,
  { units, recurrentActivation }: GruSpec,
  recurrentBias: RecurrentBias,
): TimeLoop {
  const { backend, steps, batch } = plan;
  const gates = plan.workspace('gates', [steps * batch, 3 * units]);
  const recurrentCandidate = plan.workspace('cell', [steps * batch, units]);
  const dRecurrentGates = plan.training ? plan.tensor([steps * batch, 3 * units]) : null;
  const own = { recurrentActivation, recurrentBias: recurrentBias.value, gates, recurrentCandidate };
  return {
    gates,
    cell: null,
    forward(args) {
      backend.gruForward({ ...args, ...own });
    },
    backward(args, gradients) {
      const dRecurrentBias = recurrentBias.gradient();
      if (!dRecurrentGates || !dRecurrentBias) return refuseBackward();
      backend.gruBackward({
        ...args,
        ...own,
        ...gradients,
        dGates: gates,
        dRecurrentGates,
        dRecurrentBias,
      });
    },
  };
}
