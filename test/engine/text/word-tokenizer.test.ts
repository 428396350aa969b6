import { describe, expect, it } from 'vitest';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { fitTokenizer } from '../../../src-engine/text/fit-tokenizer.ts';
import { randomText } from './random-text.ts';

const segments = (text: string, locale: string) =>
  Array.from(new Intl.Segmenter(locale, { granularity: 'word' }).segment(text), ({ segment }) => segment);

describe('the word tokenizer', () => {
  it('makes tokens of words, spaces and punctuation', () => {
    const spec = { type: 'word', locale: 'en', minimumFrequency: 1 } as const;
    const { state, frequencies } = fitTokenizer("Don't panic, don't panic!", spec);
    expect(state.vocabulary).toEqual([' ', 'panic', '!', ',', "Don't", "don't"]);
    expect(frequencies).toEqual([3, 2, 1, 1, 1, 1]);
    expect(createTokenizer(state).pieces('panic now!')).toEqual([
      { text: 'panic', id: 1 },
      { text: ' ', id: 0 },
      { text: 'now', id: null },
      { text: '!', id: 2 },
    ]);
  });

  it('finds the words of a Japanese sentence', () => {
    const { state } = fitTokenizer('猫が窓の外を見ている。', { type: 'word', locale: 'ja', minimumFrequency: 1 });
    expect(state.vocabulary).toEqual(expect.arrayContaining(['猫', 'が', '窓', 'の', '外', 'を', '。']));
  });

  it.each(['en', 'ja', 'sv'])('cuts a long text where Intl.Segmenter cuts it as a whole (%s)', (locale) => {
    const text = Array.from({ length: 4000 }, (_, index) => randomText(index) + (index % 3 === 0 ? '\n' : '\r\n')).join(
      '',
    );
    const { state } = fitTokenizer(text, { type: 'word', locale, minimumFrequency: 1 });
    const pieces = createTokenizer(state)
      .pieces(text)
      .map((piece) => piece.text);
    expect(pieces.join('|') === segments(text, locale).join('|')).toBe(true);
  });

  it('turns rare words into the unknown token', () => {
    const { state } = fitTokenizer('a b a c a', { type: 'word', locale: 'en', minimumFrequency: 2 });
    expect(state.vocabulary).toEqual(['', ' ', 'a']);
    expect(createTokenizer(state).decode(createTokenizer(state).encode('a b'))).toBe('a \u{FFFD}');
  });

  it('refuses a locale that is none', () => {
    expect(() => fitTokenizer('a', { type: 'word', locale: 'not a locale', minimumFrequency: 1 })).toThrow(RangeError);
  });
});
