/** A batch that a runtime and the studio both compute. All arrays are batch-major. */
export interface ParityInput {
  batch: number;
  /** T. */
  steps: number;
  /** Token ids (B, T); null: the model takes features. */
  ids: Int32Array | null;
  /** (B, T, F); null: the model takes tokens. */
  features: Float32Array | null;
  /** (B): steps of each sequence, what comes after them has no effect; null: all have T steps. */
  lengths: Int32Array | null;
}

/** What a runtime made of an exported model. */
export interface RuntimeOutputs {
  /** Name of the runtime, as its makers write it. */
  runtime: string;
  version: string;
  /** For each input (B, T, V) logits of a language model, (B, classes) logits or (B, outputs) values; batch-major. */
  outputs: Float32Array[];
}
