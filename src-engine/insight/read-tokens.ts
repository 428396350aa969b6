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

/** The id of a token that is given by it, or by its text. Throws EngineError `invalid-data` for a text that is no token. */
export function tokenId(tokenizer: Tokenizer, token: number | string): number {
  const { vocabulary, unknownId } = tokenizer.state;
  if (typeof token === 'string') {
    const ids = tokenizer.encode(token);
    if (ids.length !== 1 || ids[0] === unknownId) throw noSuchToken(token);
    return ids[0];
  }
  if (token >= vocabulary.length) throw noSuchToken(String(token));
  return token;
}

export function noSuchToken(token: string): EngineError {
  return new EngineError('invalid-data', `The network has no token “${token}”. Choose one that it knows.`, {
    reason: 'no-such-token',
    token,
  });
}

/** Throws EngineError `invalid-data` where a network reads numbers, and no texts. */
export function requireTokenizer(tokenizer: Tokenizer | null): Tokenizer {
  if (tokenizer !== null) return tokenizer;
  const message = 'This network reads numbers, and no texts. Look at the rows that it reads.';
  throw new EngineError('invalid-data', message, { reason: 'needs-text' });
}
