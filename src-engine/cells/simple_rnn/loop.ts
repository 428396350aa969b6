import type { Tensor } from '../../backends/tensor.ts';
import type { LoopGradients, LoopSteps, RecurrentProduct } from '../../backends/time-loop.ts';
import type { SimpleRnnSpec } from './facts.ts';

/** h_t = φ(z_t + h_{t−1}·R). */
interface SimpleRnnLoop extends LoopSteps, RecurrentProduct {
  activation: SimpleRnnSpec['activation'];
}

/** `override` (1, H): a value that is not NaN replaces that unit's h at every step (counterfactuals). */
interface SimpleRnnForward extends SimpleRnnLoop {
  z: Tensor; // (T, B, H) in: x·K + b; unchanged
  override: Tensor | null;
}

interface SimpleRnnBackward extends SimpleRnnLoop, LoopGradients {
  dZ: Tensor; // (T, B, H) out: ∂L/∂(x·K + b)
  dRecurrent: Tensor; // (H, H), accumulated
}

export interface Loop {
  forward: SimpleRnnForward;
  backward: SimpleRnnBackward;
}
