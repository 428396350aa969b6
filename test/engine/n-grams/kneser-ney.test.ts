import { describe, expect, test } from 'vitest';
import { kneserNey } from '../../../src-engine/n-grams/kneser-ney.ts';
import { orNull } from '../../../src-engine/n-grams/run-in-pieces.ts';
import cases from './kneser-ney.json' with { type: 'json' };
import { uninterrupted } from '../training/small-run.ts';

const orders = [1, 2, 5];
const noProgress = () => undefined;

describe.each(cases)('$name', ({ training, validation, vocabularySize, models }) => {
  const task = { training: training.map(toIds), validation: validation.map(toIds), vocabularySize, orders };

  test('has the probabilities that the definition gives', async () => {
    const found = await kneserNey(task, noProgress, uninterrupted);
    expect(found.map(({ order }) => order)).toEqual(orders);
    found.forEach(({ discounts, probabilities }, n) => {
      expect(discounts.flat()).toEqual(models[n].discounts.flat().map((discount) => expect.closeTo(discount, 12)));
      const predicted = Array.from(probabilities).filter((probability) => !Number.isNaN(probability));
      const expected = models[n].probabilities.flat();
      expect(predicted).toHaveLength(expected.length);
      predicted.forEach((probability, place) => expect(Math.abs(probability - expected[place])).toBeLessThan(1e-12));
    });
  });

  test('gives out a probability of 1 after every history', async () => {
    const history = task.validation[0].slice(0, 4);
    const asked = Array.from({ length: vocabularySize }, (_, token) => Int32Array.of(...history, token));
    const found = await kneserNey({ ...task, validation: asked }, noProgress, uninterrupted);
    for (const { probabilities } of found) {
      const last = asked.map((_, n) => probabilities[(n + 1) * (history.length + 1) - 1]);
      expect(last.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 10);
    }
  });
});

test('ends in the middle when nobody wants it any more', async () => {
  const signal = { aborted: false };
  let turns = 0;
  const yieldToEventLoop = async () => void (signal.aborted = ++turns > 1);
  const text = Int32Array.from({ length: 1000 }, (_, n) => n % 7);
  const task = { training: [text], validation: [text], vocabularySize: 7, orders };
  await expect(orNull(kneserNey(task, noProgress, { signal, yieldToEventLoop }))).resolves.toBeNull();
});

function toIds(tokens: number[]): Int32Array {
  return Int32Array.from(tokens);
}
