import type { RnnForward, Tensor } from '../backends/backend.ts';
import type { StateBlocks } from './state-blocks.ts';

/** The arguments that all cells' time loops share: the states h (T+1, B, H), recurrent kernel, mask, lengths, direction and override. */
export type LoopArguments = Omit<RnnForward, 'z'>;

interface LoopGradients {
  /** (T·B, H), or null where only the last state goes on. */
  dOut: Tensor | null;
  /** (B, H): in, ∂L/∂ the last state; out, ∂L/∂ the initial one. */
  dHidden: Tensor;
  dRecurrent: Tensor;
  /** (T, B, H) or null; the second is for an LSTM alone. */
  recordDHidden: Tensor | null;
  recordDCell: Tensor | null;
}

/** The time loop of one cell in one direction, with the buffers that only this kind of cell needs. */
export interface TimeLoop {
  /** (T·B, G·H): x·K + b before `forward`, ∂L/∂(x·K + b) after `backward`. */
  readonly gates: Tensor;
  readonly cell: StateBlocks | null;
  forward(args: LoopArguments): void;
  backward(args: LoopArguments, gradients: LoopGradients): void;
}
