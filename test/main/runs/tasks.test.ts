import { expect, test } from 'vitest';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { importFox, openTemporaryHost, runIn } from '../temporary-host.ts';

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
  expect(epochs.at(-1)?.validationAccuracy).toBe(1);

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
    options: { content: { kind: 'numeric', features: ['wave'], targets: ['wave'], horizon: 1 } },
  });
  const { id: runId } = await host.client.runs.start({
    datasetId: dataset.id,
    model: regression,
    train: { epochs: 10, batchSize: 16, sequenceLength: 10, optimizer: adam },
  });
  const run = await runIn(host, runId, 'finished', 'failed');
  expect(run.error).toBeNull();
  expect(run.validationLoss).toBeLessThan(0.02); // of a variance of 1
});

test('a model that does not suit the dataset is refused with what to do', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  await expect(host.client.runs.start({ datasetId, model: classifier })).rejects.toThrow(
    'A classifier learns from texts with labels, and this dataset holds texts without labels.',
  );
  await expect(host.client.runs.start({ datasetId, model: regression })).rejects.toThrow(
    'A regression learns from numbers',
  );
  await expect(host.client.runs.start({ datasetId })).rejects.toThrow('There is no model to train.');
});
