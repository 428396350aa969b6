import { EngineError } from '../spec/engine-error.ts';
import type { Tokenizer } from '../text/tokenizer.ts';

/** Returns the tokens that the model knows, and their texts. Throws EngineError `invalid-data` where there is none. */
export function readTokens(tokenizer: Tokenizer, text: string): { ids: Int32Array; tokens: string[] } {
  const ids = tokenizer.encode(text);
  if (ids.length === 0) throw nothingKnown();
  return { ids, tokens: Array.from(ids, (id) => tokenizer.tokenText(id)) };
}

/** The error for a text of which a model reads no token. */
export function nothingKnown(): EngineError {
  const message = 'The text has nothing that this model knows. Type some of what it was trained on.';
  return new EngineError('invalid-data', message, { reason: 'nothing-known' });
}

/** Throws EngineError `invalid-data` where a network reads numbers, and no texts. */
export function requireTokenizer(tokenizer: Tokenizer | null): Tokenizer {
  if (tokenizer !== null) return tokenizer;
  const message = 'This network reads numbers, and no texts. Look at the rows that it reads.';
  throw new EngineError('invalid-data', message, { reason: 'needs-text' });
}
