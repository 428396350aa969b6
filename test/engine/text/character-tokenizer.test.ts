import { describe, expect, it } from 'vitest';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { fitTokenizer } from '../../../src-engine/text/fit-tokenizer.ts';

const character = { type: 'character', minimumFrequency: 1 } as const;

describe('the character tokenizer', () => {
  it('gives ids by frequency, ties in code point order, and counts tokens', () => {
    const { state, frequencies, tokenCount } = fitTokenizer('b\u{1F600}a\u{FF21}bb猫e\u0301', character);
    expect(state.vocabulary).toEqual(['b', 'a', 'e\u0301', '猫', '\u{FF21}', '\u{1F600}']);
    expect(frequencies).toEqual([3, 1, 1, 1, 1, 1]);
    expect(tokenCount).toBe(8);
    expect(state.unknownId).toBeNull();
  });

  it('keeps the ids of a stored state, whatever their order', () => {
    const state = { spec: character, vocabulary: ['z', 'a', 'm'], unknownId: null, merges: [] };
    const stored = createTokenizer(JSON.parse(JSON.stringify(state)));
    expect([...stored.encode('maz')]).toEqual([2, 1, 0]);
    expect(stored.decode([2, 1, 0])).toBe('maz');
    expect(stored.state).toEqual(state);
  });

  it('without an unknown token leaves unknown characters out and reports them', () => {
    const tokenizer = createTokenizer(fitTokenizer('aab', character).state);
    expect([...tokenizer.encode('a猫b👍🏽')]).toEqual([0, 1]);
    expect(tokenizer.pieces('a猫b👍🏽')).toEqual([
      { text: 'a', id: 0 },
      { text: '猫', id: null },
      { text: 'b', id: 1 },
      { text: '👍🏽', id: null },
    ]);
  });

  it('turns rare characters into the unknown token, which stands for them from then on', () => {
    const { state, frequencies, tokenCount } = fitTokenizer('aaabbcd', { type: 'character', minimumFrequency: 2 });
    expect(state.vocabulary).toEqual(['', 'a', 'b']);
    expect(state.unknownId).toBe(0);
    expect(frequencies).toEqual([2, 3, 2]);
    expect(tokenCount).toBe(7);
    const tokenizer = createTokenizer(state);
    expect([...tokenizer.encode('abc猫e\u0301')]).toEqual([1, 2, 0, 0, 0]);
    expect(tokenizer.decode([1, 0, 2])).toBe('a\u{FFFD}b');
    expect(tokenizer.pieces('c')).toEqual([{ text: 'c', id: null }]);
  });

  it('survives JSON with lone surrogates in the vocabulary', () => {
    const text = 'a\uD800b\uDC00';
    const tokenizer = createTokenizer(JSON.parse(JSON.stringify(fitTokenizer(text, character).state)));
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  });

  it('refuses ids outside the vocabulary', () => {
    const tokenizer = createTokenizer(fitTokenizer('ab', character).state);
    expect(() => tokenizer.decode([0, 2])).toThrow(RangeError);
    expect(() => tokenizer.tokenText(-1)).toThrow(RangeError);
  });
});
