import type { TokenizerState } from '../spec/tokenizer-spec.ts';
import type { Tokenizer, TokenizerFitting } from './tokenizer.ts';

/**
 * The token that begins and ends documents comes after all that texts are made of, so that no other token's id depends on it, and its own
 * text is empty, so that no text is cut into it.
 */
const BOUNDARY_TEXT = '';

export function fittingWithBoundary(fitting: TokenizerFitting): TokenizerFitting {
  let texts = 0;
  return {
    add(text) {
      texts++;
      fitting.add(text);
    },
    finish() {
      const { state, frequencies, tokenCount } = fitting.finish();
      return {
        state: { ...state, vocabulary: [...state.vocabulary, BOUNDARY_TEXT], boundaryId: state.vocabulary.length },
        frequencies: [...frequencies, texts],
        tokenCount: tokenCount + texts,
      };
    },
  };
}

/** Returns the tokenizer of the text between boundaries. */
export function withoutBoundary(state: TokenizerState): TokenizerState {
  const { boundaryId, ...rest } = state;
  return boundaryId === undefined ? state : { ...rest, vocabulary: state.vocabulary.slice(0, boundaryId) };
}

export function tokenizerWithBoundary(inner: Tokenizer, state: TokenizerState & { boundaryId: number }): Tokenizer {
  const { boundaryId } = state;
  return {
    ...inner,
    state,
    decode: (ids) => inner.decode(Array.from(ids).filter((id) => id !== boundaryId)),
    tokenText: (id) => (id === boundaryId ? BOUNDARY_TEXT : inner.tokenText(id)),
    createDecoder() {
      const decoder = inner.createDecoder();
      return { ...decoder, push: (id) => (id === boundaryId ? BOUNDARY_TEXT : decoder.push(id)) };
    },
  };
}
