import type { Tensor } from '../../backends/tensor.ts';
import type { LoopGradients, LoopSteps, RecurrentProduct } from '../../backends/time-loop.ts';
import type { LstmSpec } from './facts.ts';

/**
 * In: z_t = x_t·K + b (B, 4H) in `gates`. With a_t = z_t + h_{t−1}·R, gates in the order i f c̃ o:
 *   i, f, o = σ(a); c̃ = φ(a); c_t = f ⊙ c_{t−1} + i ⊙ c̃; h_t = o ⊙ φ(c_t).
 * Out: `gates` holds i f c̃ o after their activations, `cellActivation` φ(c_t), and `h`, `c` their T+1 blocks.
 */
interface LstmLoop extends LoopSteps, RecurrentProduct {
  activation: LstmSpec['activation'];
  recurrentActivation: LstmSpec['recurrentActivation'];
  gates: Tensor; // (T, B, 4H)
  c: Tensor; // (T+1, B, H)
  cellActivation: Tensor; // (T, B, H)
}

/** `override` (6, H), rows i f c̃ o c h: a value that is not NaN replaces that unit's value at every step (counterfactuals). */
interface LstmForward extends LstmLoop {
  override: Tensor | null; // (6, H)
}

interface LstmBackward extends LstmLoop, LoopGradients {
  dCell: Tensor; // (B, H), as dHidden for the cell state
  dGates: Tensor; // (T, B, 4H) out: ∂L/∂(x·K + b); may be the same tensor as `gates`
  dRecurrent: Tensor; // (H, 4H), accumulated
  recordDCell: Tensor | null; // (T, B, H)
}

export interface Loop {
  forward: LstmForward;
  backward: LstmBackward;
}
