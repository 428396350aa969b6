import { describe, expect, test } from 'vitest';
import { createStream } from '../../../src-engine/random/stream.ts';
import { EngineError } from '../../../src-engine/spec/engine-error.ts';
import type { BatchSource } from '../../../src-engine/training/batch-source.ts';
import { createLanguageModelData } from '../../../src-engine/training/language-model-data.ts';

const counting = (length: number) => Int32Array.from({ length }, (_, n) => n);

/** All (id, target) pairs that are not masked, in the order of the epoch. */
function pairs(source: BatchSource): [number, number][] {
  return Array.from({ length: source.count }, (_, n) => source.batch(0, n)).flatMap((batch) => {
    if (!('ids' in batch.input)) throw new Error('no ids');
    const { ids } = batch.input;
    const real = [...batch.targets].flatMap((target, at): [number, number][] =>
      target < 0 ? [] : [[ids[at], target]],
    );
    expect(batch.weight).toBe(real.length);
    expect(source.shapes).toContainEqual({ batch: batch.batch, steps: batch.steps });
    return real;
  });
}

test('the first part trains and the rest validates', () => {
  const cut = { batchSize: 2, sequenceLength: 5, validationFraction: 0.2 };
  const { training, validation } = createLanguageModelData([counting(100)], cut);
  expect(training.count).toBe(7); // ⌊79 / 10⌋
  expect(
    pairs(training)
      .map(([id]) => id)
      .sort((a, b) => a - b),
  ).toEqual([...counting(70)]);
  expect(pairs(training).every(([id, target]) => target === id + 1)).toBe(true);
  expect(
    pairs(validation!)
      .map(([id]) => id)
      .sort((a, b) => a - b),
  ).toEqual([...counting(19)].map((n) => n + 80));
});

test('a lane goes on from batch to batch where it stopped, so that its state can be carried', () => {
  const { training, validation } = createLanguageModelData([counting(500)], {
    batchSize: 4,
    sequenceLength: 6,
    validationFraction: 0.3,
  });
  for (const source of [training, validation!]) {
    const last = new Map<number, number>();
    for (let n = 0; n < source.count; n++) {
      const { batch, input, targets } = source.batch(0, n);
      if (!('ids' in input)) throw new Error('no ids');
      input.ids.forEach((id, at) => {
        if (targets[at] < 0) return;
        const before = last.get(at % batch);
        if (before !== undefined) expect(id).toBe(before + 1);
        last.set(at % batch, id);
      });
    }
  }
});

test('validation predicts every held-out token but the first exactly once, however long the text and whatever the cut', () => {
  const random = createStream(5, 'cuts', 0);
  for (let n = 0; n < 300; n++) {
    const cut = { batchSize: 1 + random.below(6), sequenceLength: 1 + random.below(9), validationFraction: 0.25 };
    const length = Math.ceil((4 / 3) * (cut.batchSize * cut.sequenceLength + 2)) + random.below(200);
    const heldOut = length - Math.floor(length * 0.75);
    const { validation } = createLanguageModelData([counting(length)], cut);
    if (heldOut < 2) continue;
    const targets = pairs(validation!).map(([, target]) => target);
    expect(targets.sort((a, b) => a - b)).toEqual([...counting(heldOut - 1)].map((at) => length - heldOut + 1 + at));
  }
});

test('a short held-out part gets fewer lanes, and one too short for any pair none', () => {
  const cut = { batchSize: 8, sequenceLength: 10, validationFraction: 0.1 };
  expect(createLanguageModelData([counting(300)], cut).validation?.shapes).toEqual([{ batch: 2, steps: 10 }]);
  expect(createLanguageModelData([counting(100)], cut).validation?.shapes).toEqual([{ batch: 1, steps: 9 }]);
  const small = { batchSize: 1, sequenceLength: 2, validationFraction: 0.1 };
  expect(createLanguageModelData([counting(10)], small).validation).toBeNull();
  expect(createLanguageModelData([counting(300)], { ...cut, validationFraction: 0 }).validation).toBeNull();
});

describe('a text that is too short', () => {
  test.each([0, 0.05, 0.1, 0.3, 0.5])('is told how many tokens it needs (validation %d)', (validationFraction) => {
    const cut = { batchSize: 50, sequenceLength: 50, validationFraction };
    let message = '';
    try {
      createLanguageModelData([counting(600)], cut);
    } catch (error) {
      expect(error).toBeInstanceOf(EngineError);
      expect((error as EngineError).code).toBe('text-too-short');
      message = (error as EngineError).message;
    }
    const needed = Number(/at least (\d+)/.exec(message)?.[1]);
    expect(message).toContain('600 tokens');
    expect(createLanguageModelData([counting(needed)], cut).training.count).toBe(1);
    expect(() => createLanguageModelData([counting(needed - 1)], cut)).toThrow(EngineError);
  });

  test('also when it is empty', () => {
    const cut = { batchSize: 1, sequenceLength: 1, validationFraction: 0 };
    expect(() => createLanguageModelData([counting(0)], cut)).toThrow(/has 0 tokens.*at least 2/);
  });
});
