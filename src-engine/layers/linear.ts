import type { Tensor } from '../backends/backend.ts';
import type { Parameter } from '../models/model.ts';
import { rowCount } from './layer.ts';
import type { PassPlan, Signal } from './layer.ts';

/** x·K + b of a layer's input, and its gradients. */
export interface LinearPass {
  forward(out: Tensor): void;
  /** Accumulates dK and db and writes `dInput`, or adds to it. */
  backward(dOut: Tensor, accumulateInput: boolean): void;
}

/** The destination of ∂L/∂input: (N, size), or null where nothing below needs it. */
export function planInputGradient(plan: PassPlan, input: Signal): Tensor | null {
  return plan.training && input.needsGradient ? plan.tensor([rowCount(plan, input), input.size]) : null;
}

/** `bias` and `dBias` (O) are given apart from their parameter, since a cell may have more biases than this one. */
export function planLinear(
  plan: PassPlan,
  input: Signal,
  kernel: Parameter,
  bias: { value: Tensor; gradient(): Tensor | null },
  dInput: Tensor | null,
): LinearPass {
  const { backend } = plan;
  return {
    forward(out) {
      backend.linearForward({ ...input.values, kernel: kernel.value, bias: bias.value, out });
    },
    backward(dOut, accumulateInput) {
      backend.linearBackward({
        ...input.values,
        kernel: kernel.value,
        dOut,
        dKernel: kernel.gradient(),
        dBias: bias.gradient(),
        dX: dInput,
        accumulateDX: accumulateInput,
      });
    },
  };
}
