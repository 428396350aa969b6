import { expect, test } from 'vitest';
import { measureData } from '../../../src-engine/measures/measure-data.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { Task } from '../../../src-engine/spec/model-spec.ts';
import { createTokenizerFitting } from '../../../src-engine/text/fit-tokenizer.ts';
import { encodeUtf8 } from '../../../src-engine/text/utf8.ts';
import { textsOf } from '../../../src-engine/training/content-data.ts';
import { uninterrupted } from '../training/small-run.ts';

const random = createStream(21, 'texts', 0);
const words = 'river stone cloud amber violet north seven paper glass mirror candle winter orchard thunder'.split(' ');
const sentence = (length: number) => Array.from({ length }, () => words[random.below(words.length)]).join(' ');

async function leakOf(task: Task, content: DatasetContent) {
  const fitting = createTokenizerFitting({ type: 'character', minimumFrequency: 1 });
  for (const text of textsOf(content)) fitting.add(text);
  const split = { validationFraction: 0.1, seed: 1, batching: 3 } as const;
  const data = { task, split, content, tokenizer: fitting.finish().state };
  const measured = await measureData(data, () => undefined, uninterrupted);
  if (measured === null || measured.leak === null) throw new Error('Nothing was held back.');
  return measured.leak;
}

const textContent = (...texts: string[]): DatasetContent => ({ kind: 'text', documents: texts.map(encodeUtf8) });

test('finds the end of a text that is a copy of its beginning, and nothing in one that is not', async () => {
  const text = sentence(4000);
  const healthy = await leakOf('language-model', textContent(text));
  expect(healthy.overlap).toMatchObject({ copiedShare: 0 });
  const copied = await leakOf('language-model', textContent(text + text.slice(0, Math.ceil(text.length / 8))));
  expect(copied.overlap?.copiedShare).toBeGreaterThan(0.99);
  expect(copied.overlap?.longest).toBeGreaterThan(2000);
});

test('a text that repeats short phrases is no copy of itself', async () => {
  const line = () => `on ${words[random.below(14)]} the ${words[random.below(14)]} was closed until further notice.\n`;
  const { overlap } = await leakOf('language-model', textContent(Array.from({ length: 800 }, line).join('')));
  expect(overlap?.share).toBeGreaterThan(0.5);
  expect(overlap?.copiedShare).toBeLessThan(0.05);
});

test('counts texts that are on both sides of a split, and those that are nearly', async () => {
  const texts = Array.from({ length: 200 }, () => sentence(12));
  const content = (own: string[]): DatasetContent => ({
    kind: 'labelled',
    texts: [...texts, ...own],
    labels: new Int32Array(texts.length + own.length),
    classes: ['all'],
    heldBack: own.length,
  });
  const fresh = Array.from({ length: 20 }, () => sentence(12));
  expect((await leakOf('classification', content(fresh))).samples).toEqual({
    training: 200,
    validation: 20,
    duplicates: 0,
    nearDuplicates: 0,
    repeatedInTraining: 0,
  });
  const leaking = [...texts.slice(0, 7), ...texts.slice(20, 25).map((text) => `${text}!`), ...fresh.slice(0, 8)];
  expect((await leakOf('classification', content(leaking))).samples).toMatchObject({
    duplicates: 7,
    nearDuplicates: 5,
  });
});
