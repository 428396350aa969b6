import { describe, expect, it } from 'vitest';
import { countUnits } from '../../../src-engine/text/count-units.ts';

describe('countUnits', () => {
  it('counts what a reader calls characters and words, and the bytes of UTF-8', () => {
    // Two words; “é” is two bytes.
    expect(countUnits('Café, noir!\n', 'fr')).toEqual({ characters: 12, words: 2, bytes: 13 });
    // A family of four people joined by ZWJ is one character of 25 bytes; CR LF is one.
    expect(countUnits('👨‍👩‍👧‍👦\r\n', 'en')).toEqual({ characters: 2, words: 0, bytes: 27 });
  });

  it('finds the words of a language that writes without spaces', () => {
    // 吾輩 | は | 猫 | で | ある | 。
    expect(countUnits('吾輩は猫である。', 'ja')).toEqual({ characters: 8, words: 5, bytes: 24 });
  });

  it('counts over lines and long texts as it does over short ones', () => {
    const line = 'one two three\n';
    expect(countUnits(line.repeat(5000), 'en')).toEqual({ characters: 14 * 5000, words: 3 * 5000, bytes: 14 * 5000 });
    expect(countUnits('', 'en')).toEqual({ characters: 0, words: 0, bytes: 0 });
  });
});
