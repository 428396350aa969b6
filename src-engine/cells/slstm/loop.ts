import type { Tensor } from '../../backends/tensor.ts';
import type { LoopGradients, LoopSteps } from '../../backends/time-loop.ts';

/**
 * In: x_t·K + b (B, 4H) in `gates`, order i f z o; head k owns the units kD … kD+D−1 of each. With a_t = x_t·K + b + h_{t−1}·R, where R
 * has a kernel (D, 4D) for each head, and l = ln σ(a_f):
 *   m_t = max(a_i, m_{t−1} + l), and a_i where n_{t−1} = 0; i = exp(a_i − m_t); f = exp(m_{t−1} + l − m_t), and 0 where n_{t−1} = 0;
 *   z = tanh(a_z); o = σ(a_o); c_t = f ⊙ c_{t−1} + i ⊙ z; n_t = f ⊙ n_{t−1} + i; h_t = o ⊙ c_t/n_t,
 *   and 0 where n_t = 0, since a gate that is held at 0 lets nothing be written.
 * Out: `gates` holds i f z o, `forgetSlope` σ(−a_f), the derivative of l.
 */
interface SlstmLoop extends LoopSteps {
  recurrent: Tensor; // (heads, D, 4D)
  c: Tensor; // (T+1, B, H)
  n: Tensor; // (T+1, B, H)
  m: Tensor; // (T+1, B, H)
  gates: Tensor; // (T, B, 4H)
  forgetSlope: Tensor; // (T, B, H)
}

/** `override` (7, H), rows i f z o c n h: a value that is not NaN replaces that unit's value at every step (counterfactuals). */
interface SlstmForward extends SlstmLoop {
  override: Tensor | null;
}

/**
 * h depends on c/n alone, in which any m cancels out: a loss that looks at h only has no gradient by way of m, and none
 * is computed. So `dCell` and `dNormaliser` are 0 where backward begins.
 */
interface SlstmBackward extends SlstmLoop, LoopGradients {
  dCell: Tensor; // (B, H): in, zeros; out, ∂L/∂c of the initial state
  dNormaliser: Tensor; // (B, H): the same for n
  /**
   * (4H), accumulated: Σ of ∂L/∂(x·K + b) over steps and sequences. The sum for i is −Σ (c₀ ⊙ ∂L/∂c₀ + n₀ ⊙ ∂L/∂n₀), since what i adds to
   * c and n at one step is what f takes from the next; it is 0 exactly where the states begin at 0, which sums of rounded numbers are
   * not, and Adam would take their rounding errors for gradients.
   */
  dBias: Tensor;
  dGates: Tensor; // (T, B, 4H) out: ∂L/∂(x·K + b); may be the same tensor as `gates`
  dRecurrent: Tensor; // (heads, D, 4D), accumulated
  recordDCell: Tensor | null; // (T, B, H)
  recordDNormaliser: Tensor | null; // (T, B, H)
}

export interface Loop {
  forward: SlstmForward;
  backward: SlstmBackward;
}
