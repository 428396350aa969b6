import { describe, expect, it } from 'vitest';
import { CharacterCount } from '../../../src-engine/text/character-count.ts';
import { settledLength } from '../../../src-engine/text/scan-graphemes.ts';
import { randomText } from './random-text.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const encoder = new TextEncoder();

/** What Intl.Segmenter finds. */
function clusterCounts(text: string): [string, number][] {
  const counts = new Map<string, number>();
  for (const { segment } of segmenter.segment(text)) counts.set(segment, (counts.get(segment) ?? 0) + 1);
  return sorted(counts);
}

function countsOf(add: (count: CharacterCount) => void): [string, number][] {
  const count = new CharacterCount();
  add(count);
  const { state, frequencies, tokenCount } = count.finish();
  expect(tokenCount).toBe(frequencies.reduce((sum, times) => sum + times, 0));
  return sorted(state.vocabulary.map((token, id) => [token, frequencies[id]]));
}

const sorted = (counts: Iterable<[string, number]>) => [...counts].sort(([a], [b]) => (a < b ? -1 : 1));

const texts = [
  '',
  '\r\n',
  '\r\r\n\n\r',
  'e\u0301\r\n\u0301x',
  '🇯🇵🇫🇷🇩',
  '👩‍👩‍👧 क्षि 가각 ㄱㅏ',
  `${'a'.repeat(100)}é${'b'.repeat(100)}が${'c'.repeat(3)}\u3099`,
  ...Array.from({ length: 3000 }, (_, index) => randomText(index).toWellFormed()),
];

describe('characters of texts', () => {
  it('are counted as Intl.Segmenter cuts them, from text and from UTF-8', () => {
    for (const text of texts) {
      const expected = clusterCounts(text);
      expect(countsOf((count) => count.add(text))).toEqual(expected);
      expect(countsOf((count) => count.addUtf8(encoder.encode(text)))).toEqual(expected);
    }
  }, 60_000);

  it('are the same when a text is cut where it is settled, whatever comes after', () => {
    for (const [index, text] of texts.entries()) {
      const more = texts[(index * 7 + 1) % texts.length];
      const settled = settledLength(text);
      const whole = text + more;
      const parts = countsOf((count) => {
        count.add(whole.slice(0, settled));
        count.add(whole.slice(settled));
      });
      expect(parts).toEqual(clusterCounts(whole));
    }
  }, 60_000);
});
