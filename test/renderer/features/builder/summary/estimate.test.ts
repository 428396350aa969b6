import { expect, test } from 'vitest';
import { modelTemplates } from '../../../../../src-engine/models/templates.ts';
import { summarizeModel } from '../../../../../src-engine/models/summary.ts';
import type { DataSizesRecord } from '../../../../../src-main/contract/model-records.ts';
import {
  epochMs,
  overfittingRatio,
  parametersPerSample,
} from '../../../../../src-renderer/features/builder/summary/estimate.ts';

const oneText = { documents: 1, longestDocument: null };
const sizes: DataSizesRecord = {
  kind: 'text',
  inputs: 65,
  outputs: null,
  tokens: 1_115_394,
  samples: null,
  ...oneText,
};

function amountOf(id: string, own: DataSizesRecord) {
  const template = modelTemplates(65).find((each) => each.id === id);
  if (template === undefined) throw new Error('The template is gone.');
  const { model, train } = template;
  const shape = { batch: train.batchSize, steps: train.sequenceLength, optimizer: train.optimizer.type };
  return { summary: summarizeModel(model, shape), task: model.task, train, sizes: own };
}

// As measured by `npm run bench` on two cores on which calibration found 78 GFLOP/s each.
test.each([
  ['char-rnn-s', 94_100],
  ['char-rnn-m', 26_900],
  ['char-rnn-l', 6_830],
])('the time of an epoch of %s is right within a third', (id, tokensPerSecond) => {
  const measured = (sizes.tokens * 0.9 * 1000) / tokensPerSecond;
  const estimated = epochMs(amountOf(id, sizes), { gigaflops: 78, threads: 2 }) ?? 0;
  expect(estimated / measured).toBeGreaterThan(2 / 3);
  expect(estimated / measured).toBeLessThan(4 / 3);
});

test('no time is made up where the speed is not known', () => {
  expect(epochMs(amountOf('char-rnn-s', sizes), { gigaflops: null, threads: 2 })).toBeNull();
});

test('compares parameters with what is predicted: tokens, or labelled texts', () => {
  expect(parametersPerSample(amountOf('char-rnn-s', { ...sizes, tokens: 239_297 }))).toBeCloseTo(1 / 0.9, 4);
  const few: DataSizesRecord = {
    ...oneText,
    kind: 'labelled',
    inputs: 400_001,
    outputs: 5,
    tokens: 1320,
    samples: 132,
  };
  // Course ④: 20,223,927 parameters for 90 % of 132 sentences.
  expect(parametersPerSample(amountOf('course-classifier', few))).toBeCloseTo(20_223_927 / 118, 6);
});

test('a forecaster’s samples are the values that it forecasts, each once', () => {
  const rows: DataSizesRecord = { ...oneText, kind: 'series', inputs: 3, outputs: 2, tokens: 0, samples: 1000 };
  const amount = amountOf('forecaster', rows);
  expect(parametersPerSample(amount)).toBeCloseTo(amount.summary.trainableParameters / 1800, 6);
});

test('sensible models are not red, and those that over-fit on the bench are', () => {
  const isRed = (id: string, tokens: number, layers = amountOf(id, sizes)) => {
    const { model } = modelTemplates(65).find((each) => each.id === id) ?? { model: null };
    if (model === null) throw new Error('The template is gone.');
    return parametersPerSample({ ...layers, sizes: { ...sizes, tokens } }) > overfittingRatio(model);
  };
  // The presets on the texts that they are for.
  expect(isRed('char-rnn-s', 100_000)).toBe(false);
  expect(isRed('char-rnn-m', 1_115_394)).toBe(false);
  expect(isRed('char-rnn-l', 1_115_394)).toBe(false);
  // Karpathy’s large network on a page of text.
  expect(isRed('char-rnn-l', 4000)).toBe(true);
  expect(isRed('char-rnn-s', 20_000)).toBe(true);
  const dropout = (rate: number) => ({ layers: [{ type: 'dropout' as const, rate }] });
  expect([0, 0.2, 0.5].map((rate) => overfittingRatio(dropout(rate)))).toEqual([4, 7, 30]);
});
