import type { Backend, LinearInput, Tensor, TensorType } from '../backends/backend.ts';
import type { RecurrentLoop } from '../models/model.ts';

/** A network layer with its parameters. `createPass` plans its buffers and operations for batches of one shape. */
export interface Layer {
  createPass(plan: PassPlan, input: Signal): LayerPass;
}

/** The tensor that flows from layer to layer. */
export interface Signal {
  /** (N, size), or token ids (N) in the place of one-hot rows; N is T·B for a sequence, else B. */
  values: LinearInput;
  size: number;
  sequence: boolean;
  /** True when a layer below has trainable parameters. */
  needsGradient: boolean;
}

export interface LayerPass {
  readonly output: Signal;
  /** States that a caller may carry from one batch to the next. */
  readonly states: readonly CarriedState[];
  forward(random: RandomStep): void;
  /**
   * Takes ∂L/∂output, which it may overwrite, accumulates the parameters' gradients and gives ∂L/∂input; null where nothing below
   * needs it. At most once after each forward, whose activations it overwrites.
   */
  backward(dOutput: Tensor): Tensor | null;
}

/** A recurrent state (B, …): `initial` is where a forward pass begins, `final` where it ended. */
export interface CarriedState {
  /** The name that the cell's facts give it: `h`. */
  name: string;
  initial: Tensor;
  final: Tensor;
}

/** Chooses the dropout masks. */
export interface RandomStep {
  seed: number;
  step: number;
}

/** Serves the layers of a pass: buffers while they plan, and facts about the batch while they run. */
export interface PassPlan {
  readonly backend: Backend;
  readonly batch: number;
  readonly steps: number;
  readonly training: boolean;
  /** True when gradients are wanted down to the input, whatever is trainable. */
  readonly inputGradient: boolean;
  /** True when dropout takes place. */
  readonly dropsOut: boolean;
  /** True when a loop's gates stay as they are until its backward or the next forward. */
  readonly keepsGates: boolean;
  /** The token ids of the present batch (T·B). */
  readonly ids: Int32Array;
  /** (B) int32, or null when all sequences of the present batch have T steps. */
  readonly lengths: Tensor | null;
  /** (T, B) int32, not 0 at the steps that set recurrent states to 0; null when the present batch has none. */
  readonly resets: Tensor | null;
  /** A tensor that is released with the pass. */
  tensor(shape: readonly number[], type?: TensorType): Tensor;
  /**
   * Does the same as `tensor` for memory that only this layer's own forward and backward use. Where gates are not kept all layers share one tensor for
   * each purpose, since they run one after the other.
   */
  workspace(purpose: string, shape: readonly number[]): Tensor;
  /** Shows a time loop to those who look inside the pass. */
  addLoop(loop: RecurrentLoop): void;
}

/** N of a signal: T·B rows for a sequence, else B. */
export function rowCount(plan: PassPlan, signal: Pick<Signal, 'sequence'>): number {
  return signal.sequence ? plan.steps * plan.batch : plan.batch;
}

/** The pass of a layer that hands its input on as it is. */
export function passThrough(input: Signal): LayerPass {
  return { output: input, states: [], forward: () => undefined, backward: (dOutput) => dOutput };
}

/** The backward of a pass that was planned without gradients. */
export function refuseBackward(): never {
  throw new Error('This pass was planned without gradients.');
}
