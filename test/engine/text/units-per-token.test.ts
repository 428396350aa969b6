import { expect, test } from 'vitest';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { fitTokenizer } from '../../../src-engine/text/fit-tokenizer.ts';
import { measureUnitsPerToken } from '../../../src-engine/text/units-per-token.ts';

const text = 'ü la la '; // 8 characters, 3 words, 9 bytes
const measured = (spec: TokenizerSpec, texts: Iterable<string> = [text]) =>
  measureUnitsPerToken(texts, createTokenizer(fitTokenizer(text, spec).state));

test('characters, words and bytes of a token on average', () => {
  expect(measured({ type: 'character', minimumFrequency: 1 })).toEqual({ characters: 1, words: 3 / 8, bytes: 9 / 8 });
  expect(measured({ type: 'byte', minimumFrequency: 1 })).toEqual({ characters: 8 / 9, words: 3 / 9, bytes: 1 });
  expect(measured({ type: 'word', minimumFrequency: 1, locale: 'en' })).toMatchObject({ words: 1 / 2 });
});

test('texts count together, and a text without end is not read to its end', () => {
  const spec = { type: 'character', minimumFrequency: 1 } as const;
  expect(measured(spec, [text, text])).toEqual(measured(spec));
  function* endless(): Generator<string> {
    for (;;) yield text.repeat(1000);
  }
  expect(measured(spec, endless())?.characters).toBeCloseTo(1, 12);
  expect(measured(spec, [])).toBeNull();
});
