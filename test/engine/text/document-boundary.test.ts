import { describe, expect, it } from 'vitest';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { createTokenizerFitting } from '../../../src-engine/text/fit-tokenizer.ts';

const specs: [string, TokenizerSpec][] = [
  ['character', { type: 'character', minimumFrequency: 1 }],
  ['character with rare ones', { type: 'character', minimumFrequency: 2 }],
  ['word', { type: 'word', locale: 'en', minimumFrequency: 1 }],
  ['byte', { type: 'byte', minimumFrequency: 1 }],
  ['bpe', { type: 'bpe', vocabularySize: 262, minimumFrequency: 1 }],
];
const texts = ['an apple and an ape', 'an ape ate an apple', 'ünan'];

function fit(spec: TokenizerSpec) {
  const fitting = createTokenizerFitting(spec);
  for (const text of texts) fitting.add(text);
  return fitting.finish();
}

describe.each(specs)('the boundary of documents in a %s vocabulary', (_, spec) => {
  const plain = fit(spec);
  const bounded = fit({ ...spec, boundary: true });
  const boundary = plain.state.vocabulary.length;
  const tokenizer = createTokenizer(bounded.state);

  it('comes after all other tokens, whose ids stay the same, and occurs once a text', () => {
    expect(plain.state.boundaryId).toBeUndefined();
    expect(bounded.state.boundaryId).toBe(boundary);
    expect(bounded.state.vocabulary).toEqual([...plain.state.vocabulary, '']);
    expect(bounded.frequencies).toEqual([...plain.frequencies, texts.length]);
    expect(bounded.tokenCount).toBe(plain.tokenCount + texts.length);
    const known = createTokenizer(plain.state);
    for (const text of texts) {
      expect(tokenizer.encode(text)).toEqual(known.encode(text));
      expect(tokenizer.pieces(text)).toEqual(known.pieces(text));
    }
  });

  it('comes from no text that anyone can type, and is no text', () => {
    for (const text of ['', ' ', '\0', '\u{FFFD}', '<|endoftext|>', '\\x00', 'an ape\n\nate', '\uD800', '日本語']) {
      expect(tokenizer.encode(text)).not.toContain(boundary);
    }
    const ids = tokenizer.encode('an ape');
    expect(tokenizer.tokenText(boundary)).toBe('');
    expect(tokenizer.decode([boundary, ...ids, boundary])).toBe('an ape');
    const decoder = tokenizer.createDecoder();
    expect([boundary, ...ids, boundary].map((id) => decoder.push(id)).join('') + decoder.end()).toBe('an ape');
  });
});

it('words can be cut without the blanks between them', () => {
  const spec: TokenizerSpec = { type: 'word', locale: 'en', minimumFrequency: 1, leavesOutBlanks: true };
  const { state } = fit(spec);
  expect(state.vocabulary).not.toContain(' ');
  const tokenizer = createTokenizer(state);
  expect(tokenizer.pieces(' an  apple,\n\tan ape ').map(({ text }) => text)).toEqual(['an', 'apple', ',', 'an', 'ape']);
  expect(tokenizer.encode('an ape ate an apple').length).toBe(5);
});
