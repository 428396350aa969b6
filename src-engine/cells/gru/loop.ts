import type { Tensor } from '../../backends/tensor.ts';
import type { LoopGradients, LoopSteps, RecurrentProduct } from '../../backends/time-loop.ts';
import type { GruSpec } from './facts.ts';

/**
 * Reset-after. In: z_t = x_t·K + b (B, 3H) in `gates`, order z r h. With u_t = h_{t−1}·R + b′:
 *   z = σ(z_z + u_z); r = σ(z_r + u_r); h̃ = φ(z_h + r ⊙ u_h); h_t = z ⊙ h_{t−1} + (1 − z) ⊙ h̃.
 * Out: `gates` holds z r h̃ after their activations, `recurrentCandidate` u_h.
 */
interface GruLoop extends LoopSteps, RecurrentProduct {
  activation: GruSpec['activation'];
  recurrentActivation: GruSpec['recurrentActivation'];
  recurrentBias: Tensor; // (3H) = b′
  gates: Tensor; // (T, B, 3H)
  recurrentCandidate: Tensor; // (T, B, H)
}

/** `override` (4, H), rows z r h̃ h: a value that is not NaN replaces that unit's value at every step (counterfactuals). */
interface GruForward extends GruLoop {
  override: Tensor | null;
}

interface GruBackward extends GruLoop, LoopGradients {
  dGates: Tensor; // (T, B, 3H) out: ∂L/∂(x·K + b); may be the same tensor as `gates`
  dRecurrentGates: Tensor; // (T, B, 3H) workspace: ∂L/∂u
  dRecurrent: Tensor; // (H, 3H), accumulated
  dRecurrentBias: Tensor; // (3H), accumulated
}

export interface Loop {
  forward: GruForward;
  backward: GruBackward;
}
