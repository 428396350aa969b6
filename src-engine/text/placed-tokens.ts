import type { Tokenizer } from './tokenizer.ts';

/** The tokens of a text, and where they are in it. */
export interface PlacedTokens {
  /** A piece that the vocabulary lacks is −2. */
  ids: Int32Array;
  /** The UTF-16 unit at which each token begins, and after the last one the length of the text. */
  starts: number[];
}

/** Id of no token. */
const UNKNOWN = -2;

/** Cuts a text into tokens. A token of a few bytes of a character begins where the character does. */
export function placedTokens(text: string, { state, pieces, encode, createDecoder }: Tokenizer): PlacedTokens {
  const { type } = state.spec;
  if (type === 'byte' || type === 'bpe') {
    const ids = encode(text);
    const decoder = createDecoder();
    let at = 0;
    const starts = Array.from(ids, (id) => {
      const start = at;
      at += decoder.push(id).length;
      return start;
    });
    return { ids, starts: [...starts, text.length] };
  }
  let at = 0;
  const cut = pieces(text);
  const starts = cut.map((piece) => {
    const start = text.indexOf(piece.text, at);
    at = start + piece.text.length;
    return start;
  });
  return { ids: Int32Array.from(cut, ({ id }) => id ?? UNKNOWN), starts: [...starts, text.length] };
}
