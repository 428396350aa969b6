import type { Backend, Tensor } from '../backends/backend.ts';
import type { WeightPrecision } from '../spec/generation-spec.ts';
import type { ModelSpec, RecurrentLayerSpec } from '../spec/model-spec.ts';

/** A network assembled on a backend. Its parameters live here; buffers for a batch shape live in a `Pass`. */
export interface Model {
  readonly backend: Backend;
  readonly spec: ModelSpec;
  /** In layer order; names `<layer index>.<name>`, bidirectional `<index>.forward.<name>`, `<index>.backward.<name>`. */
  readonly parameters: readonly Parameter[];
  /** Draws all parameters from the spec's initializers; a function of the seed alone, the same on every backend up to rounding. */
  initialize(seed: number): void;
  /**
   * Sets all gradients to 0 at the beginning of an optimizer step. Takes the ids of every batch of the step, so that sparse
   * gradients (embeddings) hold just the rows that the step touches.
   */
  zeroGradients(ids: readonly Int32Array[]): void;
  /** Plans all buffers. Throws OutOfMemoryError when they do not fit. */
  createPass(shape: PassShape): Pass;
  /**
   * Promises that the parameters stay as they are, which makes forward passes of few rows faster. Matrices are rounded to the precision,
   * float32 if left out.
   */
  freeze(precision?: WeightPrecision): void;
  /** Frees the parameters' memory. The makers of passes dispose of them. */
  dispose(): void;
}

export interface Parameter {
  readonly name: string;
  readonly value: Tensor;
  readonly trainable: boolean;
  /** The tensor into which backward accumulates; null for a frozen parameter. For a sparse one only its first rows are in use: see `rows`. */
  gradient(): Tensor | null;
  /** (U) int32: row u of the gradient belongs to row rows[u] of the value; null means that the gradient has the value's shape. */
  rows(): Tensor | null;
}

export interface PassShape {
  batch: number;
  steps: number;
  /** `false` means no gradients, no dropout, and as few buffers as inference needs. */
  training: boolean;
  /** `true` means that nothing is dropped, with gradients or without, and all `loops` keep their gates. Left out: false. */
  observed?: boolean;
  /** `true` in a training pass means that gradients go down to the input, past a frozen embedding as well. Left out: false. */
  inputGradient?: boolean;
}

/** Buffers and operations for batches of one shape. Ids, targets and features are time-major: element t·B + b. */
export interface Pass {
  readonly shape: PassShape;
  /**
   * (T·B, V) logits of a language model; (B, classes) or (B, outputs) of the other tasks. Before the final softmax of a language
   * model or classifier. To be read between `forward` and `backward`, which may overwrite it.
   */
  readonly output: Tensor;
  /** Ids (T·B), −1 for padding; `lengths` (B) when sequences are shorter than T, and what comes after them has no effect. */
  setIds(ids: Int32Array, lengths: Int32Array | null): void;
  /**
   * Takes (T·B) numbers that are not 0 at the steps of the present inputs that stand for the end of a sequence instead
   * of a token; recurrent states are 0 after them. null means that there are none, as at first. The resets stay as they
   * are for the next inputs.
   */
  setResets(resets: Int32Array | null): void;
  /** (T·B, F) of a model whose input is features. */
  setFeatures(features: Float32Array | Float64Array, lengths: Int32Array | null): void;
  /** Class or next-token ids, −1 = masked, (T·B) or (B); real values (B·outputs) for regression. */
  setTargets(targets: Int32Array | Float32Array | Float64Array): void;
  /** Weight of each class in the loss, by class id; null means all 1, as at first. */
  setClassWeights(weights: ArrayLike<number> | null): void;
  /** Smooths the targets that `backward` learns from, see Backend.softmaxCrossEntropy; 0 at first. Regression has no classes to smooth. */
  setLabelSmoothing(share: number): void;
  /** Reads the recurrent states, runs all layers, leaves the new states to be carried. `step` and `seed` choose the dropout masks. */
  forward(random: { seed: number; step: number }): void;
  /** Adds the loss of the last forward to `metrics` (3), see Backend.softmaxCrossEntropy. */
  evaluate(metrics: Tensor): void;
  /** Does the same as `evaluate`, and accumulates all gradients of scale × summed loss. Needs a training pass, and runs once after each forward. */
  backward(scale: number, metrics: Tensor): void;
  /**
   * Takes the place of `backward` with another objective than the loss: the sum of output ⊙ dOutput. `dOutput` has the output's shape
   * and may be overwritten. Returns the objective's gradient with respect to the input (T·B, size), where one-hot rows stand for tokens;
   * null for a network that begins with an embedding, whose output `hooks` show, and where the pass has no `inputGradient`.
   */
  backwardFrom(dOutput: Tensor): Tensor | null;
  /** Sets recurrent states to 0, as at the beginning of a text, of these rows of the batch, each in [0, B); of all rows when left out. */
  resetState(rows?: readonly number[]): void;
  /** The states that the next forward begins with, by name `<layer index>.h`, `<layer index>.c`; each (B, …). A bidirectional layer has none. */
  readonly states: readonly { name: string; value: Tensor }[];
  /** The next forward begins with the states that the last one ended with. */
  carryState(): void;
  /** For looking inside: in layer order, a bidirectional layer's forward loop before its backward one. */
  readonly loops: readonly RecurrentLoop[];
  readonly hooks: PassHooks;
  /** (B): of the present batch; null means that all sequences have T steps. */
  readonly lengths: Int32Array | null;
  dispose(): void;
}

/**
 * Shows each layer's signals as they come into being, by the layer's place in the spec. A layer without values of its own, such as
 * one-hot, is left out. The tensors are overwritten by what runs next, so that an onlooker copies what it wants to keep. Empty at
 * first.
 */
export interface PassHooks {
  /** Takes the output (rows, size) right after the layer's forward. */
  forward: ((layer: number, output: Tensor) => void) | null;
  /** Takes ∂L/∂output (rows, size) right before the layer's backward. */
  backward: ((layer: number, gradient: Tensor) => void) | null;
}

/** One recurrent layer in one direction, with what the last `forward` left in it. */
export interface RecurrentLoop {
  /** The beginning of its parameters' names: `<layer index>`, bidirectional `<index>.forward`, `<index>.backward`. */
  readonly name: string;
  readonly spec: RecurrentLayerSpec;
  /** `true` means that time runs from T−1 to 0. */
  readonly reverse: boolean;
  /**
   * (T·B, G·H): the columns of the cell's facts after their activations, until `backward`. It is null in a pass that is
   * neither training nor observed, where layers share the memory.
   */
  readonly gates: Tensor | null;
  /** (T·B, …), by the names of the cell's facts: each state after every step, h (T·B, H) among them. */
  readonly states: Readonly<Record<string, Tensor>>;
  /** The hooks are empty at first. Their tensors belong to whoever sets them. */
  readonly hooks: LoopHooks;
  /**
   * Writes x·K + b (T·B, G·H) to `out`: the sums of an observed pass before the loop has added those of the state and squeezed them.
   */
  projectInput(out: Tensor): void;
}

/** The additional work of a time loop, while it is there. */
export interface LoopHooks {
  /**
   * A tensor with rows in the order of the variables of the cell's facts; see its loop.ts. Gradients do not see it, so
   * `backward` refuses to run with it.
   */
  override: Tensor | null;
  /**
   * Tensors by the name of a state and shaped like its `states`, which receive ∂L/∂ the state after every step in
   * `backward`, the recurrent path included.
   */
  records: Partial<Record<string, Tensor>>;
}
