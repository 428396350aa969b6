import type { Tensor } from '../../backends/tensor.ts';
import type { LoopGradients, LoopSteps } from '../../backends/time-loop.ts';

/**
 * In: a_t = x_t·K + b (B, 2H) in `gates`, order z h̃. With g(a) = a + ½ where a ≥ 0, else σ(a):
 *   z = σ(a_z); h̃ = g(a_h); h_t = (1 − z) ⊙ h_{t−1} + z ⊙ h̃.
 * Out: `gates` holds z h̃ after their activations.
 */
interface MinGruLoop extends LoopSteps {
  gates: Tensor; // (T, B, 2H)
}

/** `override` (3, H), rows z h̃ h: a value that is not NaN replaces that unit's value at every step (counterfactuals). */
interface MinGruForward extends MinGruLoop {
  override: Tensor | null;
}

interface MinGruBackward extends MinGruLoop, LoopGradients {
  dGates: Tensor; // (T, B, 2H) out: ∂L/∂(x·K + b); may be the same tensor as `gates`
}

export interface Loop {
  forward: MinGruForward;
  backward: MinGruBackward;
}
