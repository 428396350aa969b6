import type { TokenizerState } from '../spec/tokenizer-spec.ts';

/** Writing the unknown token would mean nothing, so its probability becomes 0, unless there is no other token. Changes `logits` (V). */
export function hideUnknownToken(logits: Float32Array | Float64Array, { unknownId }: TokenizerState): void {
  if (unknownId !== null && logits.length > 1) logits[unknownId] = -Infinity;
}
