import { describe, expect, it } from 'vitest';
import { writeJapaneseSentences } from '../../../src-engine/samples/japanese-sentences.ts';

describe('the Japanese sentences', () => {
  const text = writeJapaneseSentences(50_000, 1);
  const lines = text.trimEnd().split('\n');
  const sentences = lines.flatMap((line) => line.split(/(?<=。)/));

  it('are whole sentences in kana and kanji', () => {
    for (const line of lines) {
      expect(line).toMatch(/^[\p{Script=Han}\p{Script=Hiragana}ー、。「」]+。$/u);
      expect(line).not.toMatch(/。。|、、|、。|^[、。」]|([がをにへは])\1/);
    }
  });

  it('open and close every quotation before the next', () => {
    for (const line of lines) expect(line.replace(/「[^「」]+」/g, '')).not.toMatch(/[「」]/);
    expect(text.match(/「/g)?.length).toBeGreaterThan(500);
  });

  it('conjugate verbs: no plain form before て or た, and the sound changes of each kind', () => {
    expect(text).not.toMatch(/[うくぐすつぬぶむる](?:ている|ていた|た。)/);
    for (const form of [
      '読んで',
      '書いて',
      '脱いで',
      '直して',
      '撮って',
      '待って',
      '呼んで',
      '食べて',
      '見て',
      '笑って',
    ]) {
      expect(text).toContain(form);
    }
  });

  it('vary, and are the same for the same seed', () => {
    expect(new Set(sentences).size).toBeGreaterThan(sentences.length / 2);
    expect(new Set(lines).size).toBe(lines.length);
    expect(writeJapaneseSentences(50_000, 1)).toBe(text);
    expect(writeJapaneseSentences(50_000, 2)).not.toBe(text);
  });
});
