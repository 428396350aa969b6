import type { Tokenizer } from './tokenizer.ts';

/** The tokens of a text, and the places at which they begin. */
export interface PlacedTokens {
  /** The ids of the tokens; −2 stands for a piece that the vocabulary lacks. */
  ids: Int32Array;
  /** The UTF-16 unit at which each token begins, and after the last one the length of the text. */
  starts: number[];
}

/** The id that stands for no token. */
const UNKNOWN = -2;

/** Cuts a text into tokens. A token that consists of a few bytes of a character begins where the character does. */
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
