import { describe, expect, it } from 'vitest';
import { shortText } from '../../../src-engine/lessons/short-text/short-text.ts';
import type { BatchSource } from '../../../src-engine/training/batch-source.ts';

/** No two passages of 60 characters are alike. */
const book = Array.from({ length: 400 }, (_, n) => String.fromCodePoint(97 + ((n * n) % 26), 97 + (n % 26))).join('');
const cut = { characters: { training: 200, validation: 60, test: 60 }, batchSize: 2, sequenceLength: 10 };
const textOf = (seed: number) => shortText({ readText: () => Promise.resolve(book), seed }, cut);

function targetsOf(source: BatchSource): number {
  const weights = Array.from({ length: source.count }, (_, n) => source.batch(0, n).weight);
  return weights.reduce((sum, weight) => sum + weight, 0);
}

function idsOf(source: BatchSource): number[] {
  const { input } = source.batch(0, source.count - 1);
  return 'ids' in input ? [...input.ids] : [];
}

describe('a short text', () => {
  it('predicts every character of the pieces that are held out but their first', async () => {
    const { validation, test } = await textOf(1);
    expect(targetsOf(validation)).toBe(59);
    expect(targetsOf(test)).toBe(59);
  });

  it('trains on nearly all characters of its own piece, and on no more', async () => {
    const { training } = await textOf(1);
    expect(targetsOf(training)).toBeGreaterThanOrEqual(200 - 2 * 10);
    expect(targetsOf(training)).toBeLessThan(200);
  });

  it('is the same passage for the same seed, and another for another', async () => {
    const [first, again, other] = [await textOf(1), await textOf(1), await textOf(2)];
    expect(idsOf(again.test)).toEqual(idsOf(first.test));
    expect(idsOf(other.test)).not.toEqual(idsOf(first.test));
    expect(idsOf(first.test)).not.toEqual(idsOf(first.validation));
  });
});
