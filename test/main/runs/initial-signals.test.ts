import { expect, test } from 'vitest';
import { importFox, openTemporaryHost } from '../temporary-host.ts';
import { tinyModel } from './tiny-model.ts';

const train = { batchSize: 4, sequenceLength: 10, seed: 3 };

test('the layers of a network that has learnt nothing are measured with and without data, and follow the initial values', async () => {
  const { client, ...host } = await openTemporaryHost();
  const datasetId = await importFox({ ...host, client });
  const signals = await client.runs.initialSignals({ datasetId, model: tinyModel, train });
  expect(signals.map(({ layer }) => layer)).toEqual([0, 1, 2]);
  for (const { activation, gradient } of signals) {
    expect(activation.variance).toBeGreaterThan(0);
    expect(gradient?.variance).toBeGreaterThan(0);
  }
  expect(await client.runs.initialSignals({ datasetId, model: tinyModel, train })).toEqual(signals);
  expect(await client.runs.initialSignals({ datasetId, model: tinyModel, train: { ...train, seed: 4 } })).not.toEqual(
    signals,
  );

  const [embedding, , dense] = tinyModel.layers;
  const withZeros = [embedding, { type: 'simple_rnn' as const, units: 8, kernelInitializer: 'zeros' as const }, dense];
  const silent = await client.runs.initialSignals({
    datasetId: null,
    model: { ...tinyModel, layers: withZeros },
    train,
  });
  expect(silent[1]).toMatchObject({ layer: 1, activation: { mean: 0, variance: 0 } });
});

test('a table, labelled texts and a network that cannot work are measured or refused as a run is', async () => {
  const { client } = await openTemporaryHost();
  const rows = Array.from({ length: 60 }, (_, n) => `${n},${Math.sin(n / 3)}`).join('\n');
  const table = await client.datasets.import({ name: 'waves.csv', file: new Blob([`t,value\n${rows}\n`]) });
  const forecaster = await client.runs.initialSignals({
    datasetId: table.id,
    presetId: 'forecaster',
    window: 8,
    horizon: 4,
  });
  expect(forecaster.length).toBeGreaterThan(1);
  expect(forecaster[0].activation.variance).toBeGreaterThan(0);
  expect(forecaster.at(-1)?.gradient?.variance).toBeGreaterThan(0);

  const labelled = Array.from({ length: 20 }, (_, n) => `word ${n},${n % 2 === 0 ? 'a' : 'b'}`);
  const texts = await client.datasets.import({
    name: 'texts.csv',
    file: new Blob([`text,label\n${labelled.join('\n')}\n`]),
  });
  const tokenizer = { type: 'word' as const, locale: 'en', minimumFrequency: 1 };
  const classifier = { datasetId: texts.id, tokenizer, presetId: 'bi-lstm-classifier' };
  expect((await client.runs.initialSignals(classifier)).at(-1)?.gradient?.variance).toBeGreaterThan(0);

  const layers = tinyModel.layers.slice(0, -1);
  await expect(client.runs.initialSignals({ datasetId: null, model: { ...tinyModel, layers } })).rejects.toMatchObject({
    data: { code: 'invalid-model' },
  });
});
