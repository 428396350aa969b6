import { describe, expect, it } from 'vitest';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { fitTokenizer } from '../../../src-engine/text/fit-tokenizer.ts';
import { learnMerges } from '../../../src-engine/text/learn-merges.ts';
import { encodeUtf8 } from '../../../src-engine/text/utf8.ts';
import { randomText } from './random-text.ts';

const fit = (text: string, vocabularySize: number, minimumFrequency = 1) =>
  fitTokenizer(text, { type: 'bpe', vocabularySize, minimumFrequency }).state;

/** Byte-pair encoding as its definition says, counting everything again for every merge. */
function mergesByDefinition(counts: ReadonlyMap<string, number>, mergeCount: number): [number, number][] {
  let words = Array.from(counts, ([word, count]) => ({ ids: [...encodeUtf8(word)], count }));
  const merges: [number, number][] = [];
  while (merges.length < mergeCount) {
    const pairs = new Map<number, number>();
    for (const { ids, count } of words) {
      for (let i = 0; i + 1 < ids.length; i++) {
        const pair = ids[i] * 65_536 + ids[i + 1];
        pairs.set(pair, (pairs.get(pair) ?? 0) + count);
      }
    }
    const [best] = [...pairs].sort(([a, countA], [b, countB]) => countB - countA || a - b);
    if (best === undefined || best[1] < 2) break;
    const left = Math.floor(best[0] / 65_536);
    const right = best[0] % 65_536;
    const id = 256 + merges.length;
    merges.push([left, right]);
    words = words.map(({ ids, count }) => {
      const merged: number[] = [];
      for (let i = 0; i < ids.length; i++) {
        if (ids[i] === left && ids[i + 1] === right) {
          merged.push(id);
          i++;
        } else merged.push(ids[i]);
      }
      return { ids: merged, count };
    });
  }
  return merges;
}

describe('the BPE tokenizer', () => {
  it('merges the example of Gage 1994 as published', () => {
    const { vocabulary } = fit('aaabdaaabac', 259);
    expect(vocabulary.slice(256)).toEqual(['aa', 'ab', 'aaab']);
    const tokenizer = createTokenizer(fit('aaabdaaabac', 259));
    expect(tokenizer.pieces('aaabdaaabac').map(({ text }) => text)).toEqual(['aaab', 'd', 'aaab', 'a', 'c']);
  });

  it('merges the example of Sennrich, Haddow & Birch 2016 as published', () => {
    const text = 'low\n'.repeat(5) + 'lower\n'.repeat(2) + 'newest\n'.repeat(6) + 'widest\n'.repeat(3);
    expect(fit(text, 260).vocabulary.slice(256)).toEqual(['es', 'est', 'lo', 'low']);
  });

  it('learns the merges that the definition gives, on random words with counts', () => {
    for (let trial = 0; trial < 60; trial++) {
      const counts = new Map<string, number>();
      for (let index = trial * 8; index < trial * 8 + 8; index++) {
        const word = `${randomText(index)}${'ab'.repeat(index % 5)}${'a'.repeat(index % 7)}`;
        counts.set(word, (counts.get(word) ?? 0) + 1 + (index % 4));
      }
      expect(learnMerges(counts, 256 + 150, 1).merges).toEqual(mergesByDefinition(counts, 150));
    }
  }, 60_000);

  it('keeps its tokens within words', () => {
    const text = 'the cat  the cat 12the東京にいる、カタカナ\n'.repeat(50);
    const learnt = fit(text, 2000)
      .vocabulary.slice(256)
      .map((bytes) => new TextDecoder().decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0))));
    expect(learnt).toEqual(expect.arrayContaining(['the', ' cat', ' 12', '東京', 'にいる', 'カタカナ', '  ']));
    for (const token of learnt) expect(token).not.toMatch(/\S\s|\p{L}\p{N}|\p{N}\p{L}|東京に|る、|、カ/u);
  });

  it('ends when no pair is frequent enough', () => {
    expect(fit('abab', 300).merges).toEqual([[97, 98]]);
    expect(fit('abab', 300, 3).merges).toEqual([]);
  });

  it('knows every text, whatever it was trained on, and shows bytes that are no character', () => {
    const tokenizer = createTokenizer(fit('hello', 300));
    expect(tokenizer.decode(tokenizer.encode('猫😀'))).toBe('猫😀');
    expect(tokenizer.pieces('猫').map(({ text }) => text)).toEqual(['\\xE7', '\\x8C', '\\xAB']);
    expect(tokenizer.decode([0xe7, 0x8c])).toBe('\u{FFFD}');
  });

  it('refuses a state whose vocabulary does not fit its merges', () => {
    const state = fit('abab', 300);
    expect(() => createTokenizer({ ...state, vocabulary: state.vocabulary.slice(1) })).toThrow(/merges/);
  });

  it('takes a megabyte without a space', () => {
    const text = 'ab'.repeat(500_000);
    const tokenizer = createTokenizer(fit(text, 300));
    expect(tokenizer.decode(tokenizer.encode(text)) === text).toBe(true);
  });
});
