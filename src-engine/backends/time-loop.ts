import type { Tensor } from './tensor.ts';

/** The parts that the arguments of the cells' time loops share. */

/** `backward` goes from the last step that `forward` took to the first; it runs at most once after each. */
export type LoopDirection = 'forward' | 'backward';

/**
 * `h` holds T+1 blocks of (B, H), and any other state is laid out like it. Forward in time, block 0 is the initial state and block t+1
 * is h_t; with `reverse` time runs from T−1 to 0, block T is the initial state and block t is h_t.
 * At a step t ≥ lengths[b] sequence b is padded: its states are copied through unchanged, and backward the gradients of the states
 * are (with dOut added as anywhere), while those of x·K + b there are 0. What a forward pass leaves in its workspaces at padded steps,
 * and at the steps of `resets`, is not specified.
 * A step of a sequence that has not ended and where `resets` is not 0 takes no input: it leaves the states at 0, whatever they were, so that
 * the next step begins as the first of a sequence does. Backward no gradient passes through it, and that of x·K + b there is 0.
 */
export interface LoopSteps {
  lengths: Tensor | null; // (B) int32
  resets: Tensor | null; // (T, B) int32
  reverse: boolean;
  h: Tensor; // (T+1, B, H)
}

/** The product h_{t−1}·R of a cell with a whole recurrent kernel. */
export interface RecurrentProduct {
  recurrent: Tensor; // (H, G·H)
  /** (B, H), multiplied into h_{t−1} before the recurrent product; null means none. */
  recurrentMask: Tensor | null;
}

/** The gradients that every loop's backward pass takes and gives. */
export interface LoopGradients {
  /** (T, B, H): ∂L/∂h_t from the layer above; null means that nothing but `dHidden` comes in. */
  dOut: Tensor | null;
  /** (B, H): in, ∂L/∂h of the final state from elsewhere (zeros mostly); out, ∂L/∂h of the initial state. */
  dHidden: Tensor;
  /** (T, B, H) or null: receives the whole ∂L/∂h_t, recurrent path included, for the gradient-flow panel. */
  recordDHidden: Tensor | null;
}
