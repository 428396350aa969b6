import { describe, expect, test } from 'vitest';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { defaultTraining } from '../../../src-engine/models/presets.ts';
import { createTokenizerFitting } from '../../../src-engine/text/fit-tokenizer.ts';
import { encodeUtf8 } from '../../../src-engine/text/utf8.ts';
import { tasks } from '../../../src-engine/tasks/index.ts';
import { textsOf } from '../../../src-engine/training/content-data.ts';

const train: TrainSpec = {
  ...defaultTraining('language-model'),
  batchSize: 2,
  sequenceLength: 4,
  validationFraction: 0,
};
const text: DatasetContent = { kind: 'text', documents: ['abcabcabc', 'cabcab'].map(encodeUtf8) };
const labelled: DatasetContent = {
  kind: 'labelled',
  texts: ['ab', 'abc', 'b', 'ca'],
  labels: Int32Array.of(0, 1, 0, 1),
  classes: ['no', 'yes'],
};
const numeric: DatasetContent = {
  kind: 'numeric',
  table: encodeUtf8('a,b\n1,2\n2,4\n3,6\n4,8\n5,10\n6,12\n'),
  delimiter: ',',
  features: ['a'],
  targets: ['b'],
  horizon: 1,
};

function tokenizerOf(content: DatasetContent) {
  const fitting = createTokenizerFitting({ type: 'character', minimumFrequency: 1 });
  for (const each of textsOf(content)) fitting.add(each);
  return fitting.finish().state;
}

describe('a language model', () => {
  test('forgets what it has read where a new document begins', () => {
    const { training } = tasks['language-model'].createData(text, tokenizerOf(text), train);
    const batches = Array.from({ length: training.count }, (_, n) => training.batch(0, n));
    expect(training.carriesState).toBe(true);
    expect(batches.some(({ newDocuments }) => (newDocuments ?? []).length > 0)).toBe(true);
  });

  test('learns from labelled texts too', () => {
    const { training } = tasks['language-model'].createData(labelled, tokenizerOf(labelled), {
      ...train,
      sequenceLength: 1,
      batchSize: 1,
    });
    expect(training.count).toBeGreaterThan(0);
  });
});

test('classification has each text with its label', () => {
  const { vocabulary } = tokenizerOf(labelled);
  const { training } = tasks.classification.createData(labelled, tokenizerOf(labelled), { ...train, batchSize: 4 });
  const { batch, input, targets, lengths } = training.batch(0, 0);
  const ids = 'ids' in input ? input.ids : new Int32Array();
  const pairs = Array.from({ length: batch }, (_, b) => {
    const tokens = Array.from({ length: lengths?.[b] ?? 0 }, (_, t) => vocabulary[ids[t * batch + b]]);
    return [tokens.join(''), targets[b]];
  });
  expect(pairs.toSorted()).toEqual([
    ['ab', 0],
    ['abc', 1],
    ['b', 0],
    ['ca', 1],
  ]);
});

test('regression has windows of a table of numbers', () => {
  const { training } = tasks.regression.createData(numeric, null, { ...train, sequenceLength: 2 });
  expect(training.batch(0, 0).input).toHaveProperty('features');
});

test.each([
  ['texts without labels', text, 'classification', 'holds texts without labels'],
  ['texts', text, 'regression', 'holds texts without labels'],
  ['labelled texts', labelled, 'regression', 'holds texts with labels'],
  ['numbers', numeric, 'language-model', 'holds a table of numbers'],
  ['numbers', numeric, 'classification', 'holds a table of numbers'],
] as const)('%s are no data for %3$s', (_, content, task, words) => {
  expect(() => tasks[task].createData(content, tokenizerOf(text), train)).toThrow(words);
});
