import type { Tokenizer } from '../text/tokenizer.ts';

/** Pieces of a prompt that the vocabulary lacks, each once. */
export function unknownPieces(tokenizer: Tokenizer, prompt: string): string[] {
  const unknown = tokenizer.pieces(prompt).filter(({ id }) => id === null);
  return [...new Set(unknown.map(({ text }) => text))];
}
