import type { TokenizerState } from '../spec/tokenizer-spec.ts';
import { createByteTokenizer } from './byte-tokenizer.ts';
import { createBpeTokenizer } from './bpe-tokenizer.ts';
import { tokenizerWithBoundary, withoutBoundary } from './document-boundary.ts';
import { createPieceTokenizer } from './piece-tokenizer.ts';
import { scanGraphemes } from './scan-graphemes.ts';
import { scanWords } from './scan-words.ts';
import type { Tokenizer } from './tokenizer.ts';

/** The tokenizer of a state that `fitTokenizer` made. */
export function createTokenizer(state: TokenizerState): Tokenizer {
  const { boundaryId } = state;
  if (boundaryId === undefined) return createTextTokenizer(state);
  return tokenizerWithBoundary(createTextTokenizer(withoutBoundary(state)), { ...state, boundaryId });
}

function createTextTokenizer(state: TokenizerState): Tokenizer {
  const { spec } = state;
  switch (spec.type) {
    case 'character':
      return createPieceTokenizer(state, scanGraphemes);
    case 'word':
      return createPieceTokenizer(state, scanWords(spec));
    case 'byte':
      return createByteTokenizer(state);
    case 'bpe':
      return createBpeTokenizer(state);
  }
}
