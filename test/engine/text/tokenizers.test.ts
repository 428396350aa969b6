import { describe, expect, it } from 'vitest';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { fitTokenizer } from '../../../src-engine/text/fit-tokenizer.ts';
import { randomText } from './random-text.ts';

const specs: TokenizerSpec[] = [
  { type: 'character', minimumFrequency: 1 },
  { type: 'word', locale: 'ja', minimumFrequency: 1 },
  { type: 'byte', minimumFrequency: 1 },
  { type: 'bpe', vocabularySize: 600, minimumFrequency: 1 },
];
const texts = Array.from({ length: 10_000 }, (_, index) => randomText(index));

describe.each(specs)('the $type tokenizer', (spec) => {
  it('gives back 10,000 random texts, also token by token and by pieces', () => {
    // Line feeds end every piece, so the vocabulary has the pieces of each text; the last one is for texts that end in CR.
    const tokenizer = createTokenizer(fitTokenizer(texts.join('\n') + '\r', spec).state);
    const changed = texts.filter((text) => {
      const ids = tokenizer.encode(text);
      const decoder = tokenizer.createDecoder();
      let streamed = '';
      for (const id of ids) streamed += decoder.push(id);
      streamed += decoder.end();
      const pieceIds = tokenizer.pieces(text).map(({ id }) => id);
      return tokenizer.decode(ids) !== text || streamed !== text || pieceIds.join() !== ids.join();
    });
    expect(changed).toEqual([]);
  }, 60_000);

  it('knows all of the text that it was made for, and counts its tokens', () => {
    for (const text of texts.slice(0, 500)) {
      const { state, frequencies, tokenCount } = fitTokenizer(text, spec);
      const tokenizer = createTokenizer(state);
      const ids = tokenizer.encode(text);
      expect(tokenizer.decode(ids) === text, JSON.stringify(text)).toBe(true);
      expect(ids.length).toBe(tokenCount);
      const counted = state.vocabulary.map(() => 0);
      for (const id of ids) counted[id]++;
      expect(counted).toEqual(frequencies);
    }
  });

  it('decodes whatever a model writes, in one go or token by token', () => {
    const { state } = fitTokenizer(texts.slice(0, 500).join('\n'), spec);
    const tokenizer = createTokenizer(state);
    for (let index = 0; index < 1000; index++) {
      const random = createStream(2, 'model', index);
      const ids = Array.from({ length: random.below(30) }, () => random.below(state.vocabulary.length));
      const decoder = tokenizer.createDecoder();
      const streamed = ids.map((id) => decoder.push(id)).join('') + decoder.end();
      expect(streamed === tokenizer.decode(ids), ids.join()).toBe(true);
    }
  });

  it('refuses ids outside the vocabulary', () => {
    const { state } = fitTokenizer('ab', spec);
    const tokenizer = createTokenizer(state);
    for (const id of [-1, state.vocabulary.length, 0.5]) {
      expect(() => tokenizer.decode([id])).toThrow(RangeError);
      expect(() => tokenizer.tokenText(id)).toThrow(RangeError);
      expect(() => tokenizer.createDecoder().push(id)).toThrow(RangeError);
    }
  });

  it('takes an empty text', () => {
    const { state, tokenCount } = fitTokenizer('', spec);
    expect(tokenCount).toBe(0);
    expect(createTokenizer(state).encode('')).toEqual(new Int32Array());
    expect(createTokenizer(state).decode([])).toBe('');
  });
});
