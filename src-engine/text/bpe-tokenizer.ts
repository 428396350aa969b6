import type { TokenizerSpec, TokenizerState } from '../spec/tokenizer-spec.ts';
import { byteVocabulary, createByteDecoding } from './byte-tokens.ts';
import { learnMerges } from './learn-merges.ts';
import type { Tokenizer, TokenizerFit, TokenizerFitting } from './tokenizer.ts';
import { encodeUtf8 } from './utf8.ts';

/**
 * The words that tokens never reach across: runs of one kind (kanji, hiragana, katakana, other letters, numbers, signs) with the space
 * before them, and runs of white space. At most 64 characters, so that a long run costs no more than its share.
 */
const WORD =
  / ?(?:\p{Script=Han}{1,64}|[\p{Script=Hiragana}ー]{1,64}|[\p{Script=Katakana}ー]{1,64}|[[\p{L}\p{M}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]]{1,64}|\p{N}{1,64}|[^\s\p{L}\p{M}\p{N}]{1,64})|\s{1,64}/gv;

/** Encoded words that are remembered; most of a text is words that were seen before. */
const REMEMBERED_WORDS = 65_536;

function forEachWord(text: string, visit: (word: string) => void): void {
  const pattern = new RegExp(WORD); // has its own lastIndex
  for (let start = 0; pattern.test(text); start = pattern.lastIndex) visit(text.slice(start, pattern.lastIndex));
}

/** Learns at most vocabularySize − 256 merges from texts. */
export function createBpeFitting(spec: TokenizerSpec & { type: 'bpe' }): TokenizerFitting {
  const counts = new Map<string, number>();
  return {
    add: (text) => forEachWord(text, (word) => counts.set(word, (counts.get(word) ?? 0) + 1)),
    finish: () => learnTokens(spec, counts),
  };
}

function learnTokens(spec: TokenizerSpec & { type: 'bpe' }, counts: ReadonlyMap<string, number>): TokenizerFit {
  const { merges, frequencies } = learnMerges(counts, spec.vocabularySize, spec.minimumFrequency);
  const vocabulary = [...byteVocabulary];
  for (const [left, right] of merges) vocabulary.push(vocabulary[left] + vocabulary[right]);
  return {
    state: { spec, vocabulary, unknownId: null, merges },
    frequencies,
    tokenCount: frequencies.reduce((sum, count) => sum + count, 0),
  };
}

/** Byte-level byte-pair encoding. A word's merges are done in the order in which they were learnt. */
export function createBpeTokenizer(state: TokenizerState): Tokenizer {
  const decoding = createByteDecoding(state);
  const size = state.vocabulary.length;
  /** The token that a pair merges into, by left·size + right. Earlier merges make smaller ids. */
  const mergedId = new Map(state.merges.map(([left, right], k) => [left * size + right, byteVocabulary.length + k]));
  const remembered = new Map<string, Int32Array>();

  function encodeWord(word: string): Int32Array {
    const ids = Int32Array.from(encodeUtf8(word));
    let length = ids.length;
    for (;;) {
      let earliest = size;
      for (let i = 0; i + 1 < length; i++) {
        earliest = Math.min(earliest, mergedId.get(ids[i] * size + ids[i + 1]) ?? size);
      }
      if (earliest === size) return ids.slice(0, length);
      let kept = 0;
      for (let i = 0; i < length; i++) {
        const merges = i + 1 < length && mergedId.get(ids[i] * size + ids[i + 1]) === earliest;
        ids[kept++] = merges ? earliest : ids[i];
        if (merges) i++;
      }
      length = kept;
    }
  }

  function wordIds(word: string): Int32Array {
    let ids = remembered.get(word);
    if (ids === undefined) {
      ids = encodeWord(word);
      if (remembered.size === REMEMBERED_WORDS) remembered.clear();
      remembered.set(word, ids);
    }
    return ids;
  }

  function encode(text: string): Int32Array {
    const parts: Int32Array[] = [];
    let length = 0;
    forEachWord(text, (word) => {
      const part = wordIds(word);
      parts.push(part);
      length += part.length;
    });
    const ids = new Int32Array(length);
    let at = 0;
    for (const part of parts) {
      for (const id of part) ids[at++] = id;
    }
    return ids;
  }

  return {
    state,
    encode,
    pieces: (text) => Array.from(encode(text), (id) => ({ text: decoding.tokenText(id), id })),
    ...decoding,
  };
}
