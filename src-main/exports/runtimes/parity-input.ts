export type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';

/** What a runtime made of an exported model. */
export interface RuntimeOutputs {
  /** Name of the runtime, as its makers write it. */
  runtime: string;
  version: string;
  /** For each input (B, T, V) logits of a language model, (B, classes) logits or (B, outputs) values; batch-major. */
  outputs: Float32Array[];
}
