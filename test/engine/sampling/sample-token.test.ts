import { describe, expect, test } from 'vitest';
import { createStream } from '../../../src-engine/random/stream.ts';
import { EngineError } from '../../../src-engine/spec/engine-error.ts';
import { sampleToken, type TokenFilter } from '../../../src-engine/sampling/sample-token.ts';

const plain: TokenFilter = {
  temperature: 1,
  topK: 0,
  topP: 1,
  minP: 0,
  repetitionPenalty: 1,
  repetitionWindow: 64,
};
/** Probabilities ½, ¼, ⅛, ⅛ in an order that is not sorted. */
const logits = Float64Array.of(Math.log(1 / 8), Math.log(1 / 2), Math.log(1 / 8), Math.log(1 / 4));

/** How often each id is drawn when `uniform` runs evenly through [0, 1): the distribution itself, without sampling noise. */
function distribution(filter: Partial<TokenFilter>, from: Float64Array = logits, recent: number[] = []): number[] {
  const draws = 4000;
  const counts = new Array<number>(from.length).fill(0);
  for (let n = 0; n < draws; n++) counts[sampleToken(from, { ...plain, ...filter }, recent, (n + 0.5) / draws).id]++;
  return counts.map((count) => count / draws);
}

function expectDistribution(actual: number[], expected: number[]): void {
  actual.forEach((value, id) => expect(value).toBeCloseTo(expected[id], 3));
}

describe('temperature', () => {
  test('1 is the model, 2 the square root of its odds, 0 its most likely token', () => {
    expectDistribution(distribution({}), [1 / 8, 1 / 2, 1 / 8, 1 / 4]);
    const roots = [1 / 8, 1 / 2, 1 / 8, 1 / 4].map(Math.sqrt);
    const sum = roots.reduce((a, b) => a + b);
    expectDistribution(
      distribution({ temperature: 2 }),
      roots.map((root) => root / sum),
    );
    expectDistribution(distribution({ temperature: 0 }), [0, 1, 0, 0]);
    expectDistribution(distribution({ temperature: 1e-6 }), [0, 1, 0, 0]);
  });

  test('0 takes the lower id of two that are equally likely', () => {
    expect(sampleToken(Float32Array.of(1, 7, 7), { ...plain, temperature: 0 }, [], 0.999).id).toBe(1);
  });
});

describe('filters', () => {
  test('top-k keeps the k most likely, ties by lower id', () => {
    expectDistribution(distribution({ topK: 2 }), [0, 2 / 3, 0, 1 / 3]);
    expectDistribution(distribution({ topK: 3 }), [1 / 7, 4 / 7, 0, 2 / 7]);
    expectDistribution(distribution({ topK: 99 }), [1 / 8, 1 / 2, 1 / 8, 1 / 4]);
  });

  test('top-p keeps the smallest set that reaches p, and always one token', () => {
    expectDistribution(distribution({ topP: 0.75 }), [0, 2 / 3, 0, 1 / 3]);
    expectDistribution(distribution({ topP: 0.76 }), [1 / 7, 4 / 7, 0, 2 / 7]);
    expectDistribution(distribution({ topP: 1e-9 }), [0, 1, 0, 0]);
  });

  test('top-p judges what top-k left', () => {
    // Of ⅔ and ⅓ the first alone reaches 0.6; of all four it would not.
    expectDistribution(distribution({ topK: 2, topP: 0.6 }), [0, 1, 0, 0]);
  });

  test('min-p drops tokens below its share of the most likely', () => {
    expectDistribution(distribution({ minP: 0.4 }), [0, 2 / 3, 0, 1 / 3]);
    expectDistribution(distribution({ minP: 0.2 }), [1 / 8, 1 / 2, 1 / 8, 1 / 4]);
    expectDistribution(distribution({ minP: 1 }), [0, 1, 0, 0]);
  });

  test('temperature comes last: it does not change which tokens are kept', () => {
    const hot = distribution({ topP: 0.75, temperature: 100 });
    expect(hot[0] + hot[2]).toBe(0);
    expect(hot[1]).toBeCloseTo(hot[3], 1);
  });
});

describe('repetition penalty', () => {
  const ln2 = Math.log(2);

  test('divides positive and multiplies negative logits of tokens in the window, once each', () => {
    const scores = Float64Array.of(2 * ln2, -ln2, 0);
    // 2 ln2 / 2 = ln2, −ln2 · 2 = −2 ln2, 0 untouched → weights 2, ¼, 1
    expectDistribution(distribution({ repetitionPenalty: 2 }, scores, [0, 1, 0, 0]), [8 / 13, 1 / 13, 4 / 13]);
  });

  test('tokens older than the window are free again, and a window of 0 penalises nothing', () => {
    const scores = Float64Array.of(2 * ln2, 2 * ln2);
    expectDistribution(distribution({ repetitionPenalty: 2, repetitionWindow: 1 }, scores, [1, 0]), [1 / 3, 2 / 3]);
    expectDistribution(distribution({ repetitionPenalty: 2, repetitionWindow: 0 }, scores, [1, 0]), [1 / 2, 1 / 2]);
  });
});

test('reports the probability under the model, whatever was filtered, and as many of the best alternatives as are asked for', () => {
  const scores = Float64Array.from({ length: 12 }, (_, id) => Math.log(2) * -id);
  const total = 2 - 2 ** -11;
  const choice = sampleToken(scores, { ...plain, topK: 1, temperature: 0.1 }, [], 0.5, 10);
  expect(choice.id).toBe(0);
  expect(choice.probability).toBeCloseTo(1 / total, 12);
  expect(choice.alternatives.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  choice.alternatives.forEach(({ id, probability }) => expect(probability).toBeCloseTo(2 ** -id / total, 12));
  expect(sampleToken(scores, plain, [], 0.5).alternatives).toEqual([]);
});

test('refuses logits that are no numbers', () => {
  expect(() => sampleToken(Float64Array.of(0, NaN), plain, [], 0)).toThrow(EngineError);
  expect(() => sampleToken(Float64Array.of(NaN, 0), plain, [], 0)).toThrow(EngineError);
  expect(() => sampleToken(Float64Array.of(-Infinity, -Infinity), plain, [], 0)).toThrow(EngineError);
  expect(() => sampleToken(Float64Array.of(0, Infinity), plain, [], 0)).toThrow(EngineError);
});

test('never gives NaN nor an id outside the vocabulary, for any finite logits and any settings', () => {
  const random = createStream(20261123, 'sampler-property', 0);
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)];
  for (let n = 0; n < 10_000; n++) {
    const size = 1 + random.below(40);
    const scale = pick([0, 1e-30, 1, 50, 1e30, 1e38, Number.MAX_VALUE]);
    const values = Array.from({ length: size }, () =>
      random.uniform() < 0.2 ? 0 : (2 * random.uniform() - 1) * scale,
    );
    const scores = random.below(2) === 0 || scale > 1e38 ? Float64Array.from(values) : Float32Array.from(values);
    const filter: TokenFilter = {
      temperature: pick([0, 5e-324, 1e-6, 0.5, 1, 100]),
      topK: pick([0, 1, 3, 1000]),
      topP: pick([1e-300, 0.5, 0.999999, 1]),
      minP: pick([0, 1e-300, 0.1, 1]),
      repetitionPenalty: pick([1e-6, 0.5, 1, 1.3, 1e6]),
      repetitionWindow: pick([0, 1, 64]),
    };
    const recent = Array.from({ length: random.below(5) }, () => random.below(size));
    const choice = sampleToken(scores, filter, recent, pick([0, random.uniform(), 1 - 2 ** -53]), 10);
    const numbers = [choice.probability, ...choice.alternatives.map(({ probability }) => probability)];
    const ids = [choice.id, ...choice.alternatives.map(({ id }) => id)];
    const isSound =
      numbers.every((value) => value >= 0 && value <= 1) &&
      ids.every((id) => Number.isInteger(id) && id >= 0 && id < size) &&
      choice.alternatives.length === Math.min(10, size);
    if (!isSound) expect.fail(JSON.stringify({ values, filter, recent, choice }));
  }
});
