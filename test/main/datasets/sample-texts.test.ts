import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { listSamples, readSample } from '../../../src-main/datasets/sample-texts.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

describe('the sample texts', () => {
  it.each(listSamples())('$id has the size that the list states, and nothing that is not text', async (record) => {
    const { name, text, origin } = await readSample(record.id);
    expect(name).toBe(record.name);
    expect(origin).toBe(record.licence);
    expect(bytesOf(text)).toBe(record.bytes);
    expect(text.isWellFormed()).toBe(true);
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\ufeff\ufffd]/u);
  });

  it.each([
    ['moby-dick', '6eddb555305eba56f60e638e8aac85dd4e846326bf33f7b485a06ad7e169d423'],
    ['first-names', '3d852964f28ee49f45287be48ba64478e51c7d6fee86c2c7adb8982e70188cbf'],
  ])('%s is to the byte what earlier versions made of it, so that it is the same dataset', async (id, sha256) => {
    expect(
      createHash('sha256')
        .update((await readSample(id)).text)
        .digest('hex'),
    ).toBe(sha256);
  });

  it('has all of Moby Dick in reading order', async () => {
    const { text } = await readSample('moby-dick');
    expect(text.startsWith('CHAPTER 1. Loomings.\n\nCall me Ishmael.')).toBe(true);
    expect(text.endsWith('only found another orphan.\n')).toBe(true);
    const headings = text.match(/^CHAPTER \d+\./gm) ?? [];
    expect(headings).toEqual(Array.from({ length: 135 }, (_, i) => `CHAPTER ${i + 1}.`));
  });

  it('names the samples there are when asked for another', async () => {
    await expect(readSample('war-and-peace')).rejects.toMatchObject({
      code: 'sample-not-found',
      message: expect.stringContaining('moby-dick'),
    });
  });
});
