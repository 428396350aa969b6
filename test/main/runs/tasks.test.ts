import { expect, test } from 'vitest';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { OptimizerSpec } from '../../../src-engine/spec/train-spec.ts';
import { importFox, openTemporaryHost, runIn } from '../temporary-host.ts';
import { tinyModel } from './tiny-model.ts';

const classifier: ModelSpec = {
  task: 'classification',
  input: { kind: 'tokens', vocabularySize: 1 },
  layers: [
    { type: 'one_hot' },
    lstm(8, { returnSequences: false }),
    dense(2),
    { type: 'activation', activation: 'softmax' },
  ],
};
const regression: ModelSpec = {
  task: 'regression',
  input: { kind: 'features', size: 1 },
  layers: [lstm(8, { returnSequences: false }), dense(1)],
};
const adam = { type: 'adam', learningRate: 0.03, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** The class is the letter at the beginning. */
const letters = ['a', 'b', 'c'].flatMap((label) =>
  Array.from({ length: 40 }, (_, n) => [`${label}${'xyz'.charAt(n % 3).repeat(1 + (n % 5))}`, label]),
);

test('a classifier learns labelled texts, as large as these ask, and tells classes of new ones by name', async () => {
  const host = await openTemporaryHost();
  const rows = ['text,label', ...letters.map((row) => row.join(','))];
  const file = new Blob([rows.join('\n')]);
  const dataset = await host.client.datasets.import({ name: 'letters.csv', file });
  const { id: runId } = await host.client.runs.start({
    datasetId: dataset.id,
    model: classifier,
    train: { epochs: 30, batchSize: 16, sequenceLength: 10, optimizer: adam, validationFraction: 0.2 },
  });
  const run = await runIn(host, runId, 'finished', 'failed');
  expect(run.error).toBeNull();
  expect(run.model.layers[2]).toMatchObject({ units: 3 });
  const { epochs } = await host.client.runs.metrics({ runId, afterStep: 0, maxPoints: 100 });
  const [first, last] = [epochs[0], epochs.at(-1)];
  expect(last?.validationAccuracy).toBe(1);
  expect(last?.validationScores).toEqual({ accuracy: 1, f1Macro: 1, f1Micro: 1, precision: 1, recall: 1 });
  expect(first?.validationScores.f1Macro).toBeLessThan(1);
  // A fifth of 40 texts of each class is held back.
  const diagonal = [0, 1, 2].map((id) => [id, id, 8]);
  expect(await host.client.runs.breakdown({ runId })).toEqual({
    epoch: 30,
    breakdown: { kind: 'classes', confusion: diagonal },
  });
  const early = await host.client.runs.breakdown({ runId, epoch: 1 });
  expect(early?.epoch).toBe(1);
  expect(early?.breakdown).not.toEqual({ kind: 'classes', confusion: diagonal });

  const told = await host.client.insight.classify({ runId, texts: ['bzzzzz', 'cy', 'axx'] });
  expect(told.classes).toEqual(['a', 'b', 'c']);
  expect(told.probabilities.map((row) => told.classes[row.indexOf(Math.max(...row))])).toEqual(['b', 'c', 'a']);
  const { flows } = await host.client.insight.gradientFlow({ runId, steps: 10 });
  expect(flows[0]?.hidden.length).toBeGreaterThan(1);
});

test('a regression learns a table of numbers', async () => {
  const host = await openTemporaryHost();
  const rows = ['angle,wave', ...Array.from({ length: 400 }, (_, n) => `${n},${Math.sin(n / 5)}`)];
  const dataset = await host.client.datasets.import({
    name: 'wave.csv',
    file: new Blob([rows.join('\n')]),
    options: { content: { kind: 'series', predict: ['wave'] } },
  });
  const { id: runId } = await host.client.runs.start({
    datasetId: dataset.id,
    model: regression,
    train: { epochs: 10, batchSize: 16, sequenceLength: 10, optimizer: adam },
  });
  const run = await runIn(host, runId, 'finished', 'failed');
  expect(run.error).toBeNull();
  // It is not said what it forecasts: a band around the median, of a season of 31 rows here.
  expect(run.model).toMatchObject({ forecast: { window: 10, head: { type: 'quantiles' } } });
  const { epochs } = await host.client.runs.metrics({ runId, afterStep: 0, maxPoints: 100 });
  const { mae = NaN, rmse = NaN, r2 = NaN, mase = NaN } = epochs.at(-1)?.validationScores ?? {};
  expect(mae).toBeLessThan(rmse);
  expect(mae).toBeLessThan(0.1); // of a mean absolute value of 0.64
  expect(r2).toBeCloseTo(1 - rmse ** 2 / 0.5, 1); // the variance of a sine
  expect((await host.client.runs.breakdown({ runId }))?.breakdown).toEqual({
    kind: 'columns',
    columns: [{ mae, rmse, r2, mase }],
  });
});

test('training settings that could not do what they say are refused with what to do', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const reasonOf = async (input: Parameters<typeof host.client.runs.start>[0]) => {
    const error: unknown = await host.client.runs.start(input).then(
      () => null,
      (refusal: unknown) => refusal,
    );
    return error;
  };
  const earlyStopping = { patience: 2, minDelta: 0, restoreBest: true };
  const refusal = (details: object) =>
    expect.objectContaining({ data: expect.objectContaining({ code: 'invalid-training', details }) });
  const unwatched = { datasetId, model: tinyModel, train: { earlyStopping, validationFraction: 0 } };
  expect(await reasonOf(unwatched)).toEqual(refusal({ reason: 'early-stopping-without-validation' }));
  const file = new Blob([['text,label', ...letters.map((row) => row.join(','))].join('\n')]);
  const labelled = await host.client.datasets.import({ name: 'letters.csv', file });
  const weighted = { datasetId: labelled.id, model: classifier, train: { classWeights: [1, 2] } };
  expect(await reasonOf(weighted)).toEqual(refusal({ reason: 'class-weights-count', given: 2, classes: 3 }));
  const classless = { datasetId, model: tinyModel, train: { classWeights: [1, 2] } };
  expect(await reasonOf(classless)).toEqual(refusal({ reason: 'class-weights-without-classes' }));
  expect(await host.client.runs.list()).toEqual([]);
});

test('a branch cannot watch a validation that there is not either', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const train = { epochs: 1, batchSize: 10, sequenceLength: 10, validationFraction: 0 };
  const { id: runId } = await host.client.runs.start({ datasetId, model: tinyModel, train });
  await runIn(host, runId, 'finished', 'failed');
  const [checkpoint] = await host.client.runs.checkpoints({ runId });
  const earlyStopping = { patience: 2, minDelta: 0, restoreBest: true };
  const input = { checkpointId: checkpoint?.id ?? '', train: { epochs: 3, earlyStopping } };
  await expect(host.client.runs.branch(input)).rejects.toThrow('nothing is held back for validation');
});

test('early stopping that a share too small leaves without validation fails with the same words', async () => {
  const host = await openTemporaryHost();
  const file = new Blob(['text,label\nfine,a\ngood,a\nbad,b\npoor,b']);
  const { id: datasetId } = await host.client.datasets.import({ name: 'four.csv', file });
  const earlyStopping = { patience: 2, minDelta: 0, restoreBest: true };
  const { id: runId } = await host.client.runs.start({ datasetId, model: classifier, train: { earlyStopping } });
  const { error } = await runIn(host, runId, 'failed', 'finished');
  expect(error).toMatchObject({
    code: 'invalid-training',
    details: { reason: 'early-stopping-without-validation' },
  });
});

test('new runs round shares of classes together and let AdamW leave biases alone, unless told otherwise', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const adamw = { ...adam, type: 'adamw', weightDecay: 0.1 } as const;
  const train = { maxSteps: 1, batchSize: 10, sequenceLength: 10 };
  const started = (optimizer: OptimizerSpec) =>
    host.client.runs.start({ datasetId, model: tinyModel, train: { ...train, optimizer } });
  expect((await started(adamw)).train).toMatchObject({ batching: 3, optimizer: { decayBiases: false } });
  expect((await started({ ...adamw, decayBiases: true })).train.optimizer).toMatchObject({ decayBiases: true });
});

test('a model that does not suit the dataset is refused with what to do', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  await expect(host.client.runs.start({ datasetId, model: classifier })).rejects.toThrow(
    'A classifier learns from texts with labels, and this dataset holds texts without labels.',
  );
  await expect(host.client.runs.start({ datasetId, model: regression })).rejects.toThrow(
    'A forecaster learns from numbers',
  );
  await expect(host.client.runs.start({ datasetId })).rejects.toThrow('There is no model to train.');
});

test('a tagger learns tokens with tags, whatever tokenizer is asked for, and is measured by its entities', async () => {
  const host = await openTemporaryHost();
  const people = ['Ada Lovelace', 'Alan', 'Grace Hopper', 'Kurt', 'Emmy Noether'];
  const lines = Array.from({ length: 150 }, (_, n) => {
    const name = (people[n % 5] ?? '').split(' ').map((word, at) => `${word} ${at === 0 ? 'B' : 'I'}-PER`);
    const date = [`${1 + (n % 28)} B-DATE`, `${n % 3 === 0 ? 'May' : 'June'} I-DATE`];
    return [...name, `${n % 2 === 0 ? 'spoke' : 'wrote'} O`, 'on O', ...date, '. O', ''].join('\n');
  });
  const file = new Blob([lines.join('\n')]);
  const { id: datasetId } = await host.client.datasets.import({ name: 'people.conll', file });
  const tokenizer = { type: 'character', minimumFrequency: 1 } as const;
  const start = { datasetId, presetId: 'bi-lstm-tagger', tokenizer, train: { epochs: 8 } };
  const { id: runId } = await host.client.runs.start(start);
  const run = await runIn(host, runId, 'finished', 'failed');
  expect(run.error).toBeNull();
  const { epochs } = await host.client.runs.metrics({ runId, afterStep: 0, maxPoints: 100 });
  expect(epochs.at(-1)?.validationScores.entityF1).toBeGreaterThanOrEqual(0.95);
  const breakdown = (await host.client.runs.breakdown({ runId }))?.breakdown;
  expect(breakdown).toMatchObject({ kind: 'tags', entities: [{ type: 'DATE' }, { type: 'PER', actual: 15 }] });
  const { flows } = await host.client.insight.gradientFlow({ runId, steps: 10 });
  expect(flows.map(({ hidden }) => hidden.length > 1 && hidden.every(Number.isFinite))).toEqual([true, true]);
  // Whoever asks once more gets the vocabulary that there is.
  const second = await host.client.runs.start({ ...start, train: { maxSteps: 2 } });
  expect((await runIn(host, second.id, 'finished', 'failed')).error).toBeNull();
});
