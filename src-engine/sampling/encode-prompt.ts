import type { Tokenizer } from '../text/tokenizer.ts';

/**
 * Returns the tokens that a model reads before it writes on: the prompt, which begins a document if the model knows of
 * documents.
 */
export function encodePrompt(tokenizer: Tokenizer, prompt: string): Int32Array {
  const ids = tokenizer.encode(prompt);
  const { boundaryId } = tokenizer.state;
  return boundaryId === undefined ? ids : Int32Array.of(boundaryId, ...ids);
}
