import { describe, expect, it } from 'vitest';
import { bitsPerUnit, perplexity, textBits } from '../../../src-engine/losses/perplexity.ts';
import { countUnits } from '../../../src-engine/text/count-units.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { fitTokenizer } from '../../../src-engine/text/fit-tokenizer.ts';

describe('perplexity', () => {
  it('is the number of equally likely candidates', () => {
    expect(perplexity(Math.log(50))).toBeCloseTo(50, 12);
  });
});

describe('bits', () => {
  it('per unit compare across tokenizers', () => {
    // Tokens of two characters at 4 bits each are as good as characters at 2 bits.
    expect(bitsPerUnit(4 * Math.LN2, 100, 200)).toBeCloseTo(2, 12);
  });

  it('of a text are the same for a character model and a byte model that give it the same probability', () => {
    const text = 'あの日、見た花。\n'.repeat(3);
    const units = countUnits(text, 'ja');
    const nats = 100;
    const [characters, bytes] = (['character', 'byte'] as const).map((type) => {
      const tokenizer = createTokenizer(fitTokenizer(text, { type, minimumFrequency: 1 }).state);
      const count = tokenizer.encode(text).length;
      return { count, bits: textBits(nats / count, count, units) };
    });
    expect([characters.count, bytes.count]).toEqual([27, 75]);
    const total = nats / Math.LN2;
    for (const { bits } of [characters, bytes]) {
      expect(bits.perCharacter).toBeCloseTo(total / 27, 12);
      expect(bits.perByte).toBeCloseTo(total / 75, 12);
      expect(bits.perWord).toBeCloseTo(total / units.words, 12);
    }
  });

  it('per word of a text without words there are none', () => {
    expect(textBits(1, 3, countUnits('…!?', 'en')).perWord).toBeNull();
  });
});
