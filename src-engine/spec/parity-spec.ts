/**
 * One input on which an exported model has to compute what the engine computes. Everything is batch-major, as the other runtimes
 * have it: element b·T + t.
 */
export interface ParityInput {
  batch: number;
  steps: number;
  /** (B, T) token ids, all of them in the vocabulary; or (B, T, F) features. */
  values: Int32Array | Float32Array;
  /** What the recurrent layers begin with, each (B, H), by the names of `Pass.states`; none where nothing is carried. */
  states: ParityState[];
}

export interface ParityState {
  /** `<layer index>.h`, `<layer index>.c`. */
  name: string;
  values: Float32Array;
}

/** What a network made of a `ParityInput`. */
export interface ParityOutput {
  /** (B, T, V) logits of a language model, (B, classes) logits of a classifier, (B, outputs) of a regression. */
  values: Float32Array;
  /** After the last step; empty where the runtime does not give them. */
  states: ParityState[];
}
