import { expect, test } from 'vitest';
import { measureDependency } from '../../../src-engine/measures/dependency.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import { uninterrupted } from '../training/small-run.ts';

const random = createStream(11, 'texts', 0);
const noise = (length: number, symbols: number) => Int32Array.from({ length }, () => random.below(symbols));

async function measured(...documents: Int32Array[]) {
  const found = await measureDependency(documents, uninterrupted);
  if (found === null) throw new Error('There were too few tokens.');
  return found;
}

test.each([
  [2000, 20],
  [20_000, 60],
  [60_000, 5000],
])('%i independent tokens of %i kinds have no information about one another, and no length', async (tokens, kinds) => {
  const { length, mutualInformation, entropy } = await measured(noise(tokens, kinds));
  const mean = mutualInformation.reduce((sum, nats) => sum + nats, 0) / mutualInformation.length;
  expect(Math.abs(mean)).toBeLessThan(0.003 * entropy);
  expect(length).toBe(0);
});

test('tokens that repeat what was 40 tokens before have that length, however often it is repeated', async () => {
  const text = noise(30_000, 12);
  for (let n = 40; n < text.length; n++) if (random.uniform() < 0.7) text[n] = text[n - 40];
  const { length, mutualInformation } = await measured(text);
  expect(length).toBe(40);
  expect(mutualInformation.indexOf(Math.max(...mutualInformation))).toBe(39);
});

test('a chain in which a token depends on the one before has a length of 1, though it is felt further on', async () => {
  const text = noise(40_000, 4);
  for (let n = 1; n < text.length; n++) if (random.uniform() < 0.8) text[n] = text[n - 1];
  const { length, mutualInformation, threshold } = await measured(text);
  expect(length).toBe(1);
  expect(mutualInformation[3]).toBeGreaterThan(threshold);
});

test('lines of nearly the same length have no longer dependency than what is in a line', async () => {
  const line = () => {
    const [a, b] = [random.below(90) + 10, random.below(90) + 10];
    return `${a}+${b}=${a + b};`;
  };
  const text = Array.from({ length: 4000 }, line).join('');
  const { length, mutualInformation, threshold } = await measured(Int32Array.from(text, (c) => c.charCodeAt(0)));
  expect(mutualInformation[26]).toBeGreaterThan(threshold);
  expect(length).toBeGreaterThan(0);
  expect(length).toBeLessThan(10);
});

test('a dependency does not reach from one document into the next', async () => {
  const line = noise(30, 20);
  const documents = Array.from({ length: 400 }, () => {
    const document = noise(12, 20);
    document[11] = document[0];
    return document;
  });
  expect((await measured(...documents)).length).toBe(11);
  expect(await measureDependency([line], uninterrupted)).toBeNull();
});
