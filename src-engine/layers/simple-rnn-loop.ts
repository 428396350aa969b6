import type { PassPlan } from './layer.ts';
import type { TimeLoop } from './time-loop.ts';

/** SimpleRNN (Elman 1990): h_t = φ(z_t + h_{t−1}·R). */
export function planSimpleRnnLoop(plan: PassPlan, units: number): TimeLoop {
  const { backend, steps, batch } = plan;
  const gates = plan.workspace('gates', [steps * batch, units]);
  return {
    gates,
    cell: null,
    forward(args) {
      backend.rnnForward({ ...args, z: gates });
    },
    backward(args, gradients) {
      backend.rnnBackward({ ...args, ...gradients, dZ: gates });
    },
  };
}
