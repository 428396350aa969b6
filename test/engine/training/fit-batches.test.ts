import { expect, test } from 'vitest';
import { fitBatches } from '../../../src-engine/training/fit-batches.ts';
import { createLanguageModelData } from '../../../src-engine/training/language-model-data.ts';

const train = { batchSize: 64, sequenceLength: 100, validationFraction: 0.1, batching: 3, seed: 1 } as const;

test.each([17, 40, 100, 500, 2000, 6000])(
  'batches are made to fit a text of %i tokens, and it is trained on',
  (tokens) => {
    const batches = fitBatches(train, tokens);
    if (batches === null) throw new Error('No batches fit.');
    const { training } = createLanguageModelData([new Int32Array(tokens)], { ...train, ...batches });
    expect(training.count).toBeGreaterThan(0);
    // An epoch has several steps if the text is long enough.
    if (tokens >= 500) expect(training.count).toBeGreaterThanOrEqual(7);
    expect(batches.sequenceLength).toBeGreaterThanOrEqual(8);
  },
);

test('what a person has decided stays, and where nothing fits it is told', () => {
  expect(fitBatches(train, 500, { sequenceLength: 100 })).toEqual({ batchSize: 1, sequenceLength: 100 });
  expect(fitBatches(train, 500, { batchSize: 4 })).toMatchObject({ batchSize: 4, sequenceLength: 16 });
  expect(fitBatches(train, 500, { batchSize: 64, sequenceLength: 100 })).toBeNull();
  expect(fitBatches(train, 5)).toBeNull();
});
