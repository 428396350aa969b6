import type { TokenizerSpec, TokenizerState } from '../spec/tokenizer-spec.ts';
import { byteVocabulary, createByteDecoding } from './byte-tokens.ts';
import type { Tokenizer, TokenizerFitting } from './tokenizer.ts';
import { encodeUtf8 } from './utf8.ts';

/** Counts the UTF-8 bytes of texts. */
export function createByteFitting(spec: TokenizerSpec): TokenizerFitting {
  const frequencies = byteVocabulary.map(() => 0);
  let tokenCount = 0;
  return {
    add(text) {
      const bytes = encodeUtf8(text);
      for (const byte of bytes) frequencies[byte]++;
      tokenCount += bytes.length;
    },
    finish: () => ({
      state: { spec, vocabulary: [...byteVocabulary], unknownId: null, merges: [] },
      frequencies,
      tokenCount,
    }),
  };
}

/** Tokens are UTF-8 bytes, each its own id; a lone surrogate is written as three (WTF-8). */
export function createByteTokenizer(state: TokenizerState): Tokenizer {
  const decoding = createByteDecoding(state);
  return {
    state,
    encode: (text) => Int32Array.from(encodeUtf8(text)),
    pieces: (text) => Array.from(encodeUtf8(text), (byte) => ({ text: decoding.tokenText(byte), id: byte })),
    ...decoding,
  };
}
