import type { TokenizerState } from '../spec/tokenizer-spec.ts';
import { createByteTokenizer } from './byte-tokenizer.ts';
import { createBpeTokenizer } from './bpe-tokenizer.ts';
import { createPieceTokenizer } from './piece-tokenizer.ts';
import { scanGraphemes } from './scan-graphemes.ts';
import { scanWords } from './scan-words.ts';
import type { Tokenizer } from './tokenizer.ts';

/** The tokenizer of a state that `fitTokenizer` made. */
export function createTokenizer(state: TokenizerState): Tokenizer {
  const { spec } = state;
  switch (spec.type) {
    case 'character':
      return createPieceTokenizer(state, scanGraphemes);
    case 'word':
      return createPieceTokenizer(state, scanWords(spec.locale));
    case 'byte':
      return createByteTokenizer(state);
    case 'bpe':
      return createBpeTokenizer(state);
  }
}
