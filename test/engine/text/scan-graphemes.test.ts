import { describe, expect, it } from 'vitest';
import { scanGraphemes } from '../../../src-engine/text/scan-graphemes.ts';
import { randomText } from './random-text.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const segments = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);

function graphemes(text: string): string[] {
  const found: string[] = [];
  scanGraphemes(text, {
    units: (start, end) => found.push(...text.slice(start, end).split('')),
    piece: (start, end) => found.push(text.slice(start, end)),
  });
  return found;
}

describe('scanGraphemes', () => {
  it('cuts 10,000 random texts where Intl.Segmenter cuts', () => {
    const texts = Array.from({ length: 10_000 }, (_, index) => randomText(index));
    const differing = texts.filter((text) => graphemes(text).join('|') !== segments(text).join('|'));
    expect(differing).toEqual([]);
  }, 60_000);

  it('agrees with Intl.Segmenter on every code unit between letters, syllables, marks and itself', () => {
    for (let unit = 0; unit < 0x10000; unit += 16) {
      let text = '';
      for (let offset = 0; offset < 16; offset++) {
        const c = String.fromCharCode(unit + offset);
        text += `a${c}${c}가${c}\u0301${c}\u0600${c}猫\n`;
      }
      expect(graphemes(text).join('|')).toBe(segments(text).join('|'));
    }
  }, 60_000);

  it.each([
    ['', []],
    ['\r\n', ['\r\n']],
    ['a\r\nb\n\r\r\n', ['a', '\r\n', 'b', '\n', '\r', '\r\n']],
    ['\r\n\u0301x', ['\r\n', '\u0301', 'x']],
    ['e\u0301', ['e\u0301']],
    ['🇯🇵🇫🇷🇩', ['🇯🇵', '🇫🇷', '🇩']],
    ['क्षि', ['क्षि']],
    ['\uD83Dx\uDE00', ['\uD83D', 'x', '\uDE00']],
  ])('cuts %j', (text, expected) => {
    expect(graphemes(text)).toEqual(expected);
  });
});
