import type { StudioClient } from '../../src-main/contract/contract.ts';
import type { LayerSpec } from '../../src-engine/spec/model-spec.ts';
import { dense, lstm, recurrentLayer } from '../../src-engine/models/default-layers.ts';
import { readSample } from '../../src-main/datasets/sample-texts.ts';

export interface FilledStudio {
  datasetId: string;
  /** Two runs that are over, and one that is paused. */
  runIds: string[];
  /** Of a small sweep. */
  tag: string;
  /** Diverged. */
  divergedId: string;
  /** Names with labels. */
  namesId: string;
  /** A project bundle of the first run. */
  bundle: number[];
  /** A classifier that is over. */
  classifierId: string;
}

/** Enough of the book that the curves bend, and little enough for some seconds. */
const characters = 120_000;
const tag = 'rates and sizes';

/** A dataset, runs of two kinds of cells that are over, one that is paused, one that diverged, a sweep, and a model that was kept. */
export async function fillStudio(client: StudioClient): Promise<FilledStudio> {
  const text = (await readSample('moby-dick')).text.slice(0, characters);
  const file = new Blob([text]);
  const dataset = await client.datasets.import({ name: 'Moby Dick, the beginning', file });

  const start = async (name: string, layer: LayerSpec, epochs: number, learningRate = 0.01) => {
    const { id } = await client.runs.start({
      datasetId: dataset.id,
      name,
      model: {
        task: 'language-model',
        input: { kind: 'tokens', vocabularySize: dataset.vocabularySize },
        layers: [
          { type: 'one_hot' },
          layer,
          { type: 'dense', units: dataset.vocabularySize, kernelInitializer: 'xavier_uniform' },
        ],
      },
      train: {
        epochs,
        batchSize: 25,
        optimizer: { type: 'adam', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      },
    });
    return id;
  };
  const until = async (runId: string, isThere: (run: { state: string; step: number }) => boolean) => {
    for await (const { run } of await client.runs.watch({ runId })) if (isThere(run)) return;
  };

  const runIds: string[] = [];
  for (const [name, layer] of [
    ['moby-dick · LSTM 96', lstm(96)],
    ['moby-dick · GRU 96', recurrentLayer('gru', 96)],
  ] as const) {
    const id = await start(name, layer, 6);
    await until(id, ({ state }) => state === 'finished');
    await client.runs.update({ runId: id, tags: ['cells'] });
    runIds.push(id);
  }
  for (const learningRate of [0.001, 0.004, 0.02]) {
    for (const units of [16, 48]) {
      const id = await start(`LR ${learningRate} · units ${units}`, lstm(units), 1, learningRate);
      await client.runs.update({ runId: id, tags: [tag] });
      await until(id, ({ state }) => state === 'finished');
    }
  }
  const { id: divergedId } = await client.runs.start({
    datasetId: dataset.id,
    name: 'moby-dick · much too fast',
    presetId: 'char-rnn-s',
    train: { optimizer: { type: 'sgd', learningRate: 1e38 }, clip: { type: 'none' } },
  });
  await until(divergedId, ({ state }) => state === 'diverged' || state === 'finished');

  const paused = await start('moby-dick · LSTM 128, long', lstm(128), 400);
  await until(paused, ({ step }) => step > 60);
  await client.runs.pause({ runId: paused });
  await until(paused, ({ state }) => state === 'paused');
  runIds.push(paused);

  const names = await client.datasets.importSample({ sampleId: 'first-names' });
  const { id: classifierId } = await client.runs.start({
    datasetId: names.id,
    name: 'First names',
    model: {
      task: 'classification',
      input: { kind: 'tokens', vocabularySize: names.vocabularySize },
      layers: [{ type: 'one_hot' }, lstm(32, { returnSequences: false }), dense(2)],
    },
    train: {
      epochs: 3,
      batchSize: 64,
      sequenceLength: 16,
      optimizer: { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    },
  });
  await until(classifierId, ({ state }) => state === 'finished');

  const template = (await client.models.templates()).find(({ id }) => id === 'char-rnn-m');
  if (template !== undefined) {
    const { tokenizer, model, train, rival } = template;
    await client.models.save({ id: 'kept', name: 'Two layers', datasetId: dataset.id, tokenizer, model, train, rival });
  }
  const bundle = await exportBundle(client, runIds[0] ?? '');
  await exportNetwork(client, runIds[0] ?? '');
  return { datasetId: dataset.id, runIds, tag, divergedId, namesId: names.id, classifierId, bundle };
}

/** With rounded weights, so that the certificate tells what that cost. */
async function exportNetwork(client: StudioClient, runId: string): Promise<void> {
  const options = { precision: 'int8' as const };
  for await (const { type } of await client.exports.create({ runId, format: 'onnx', options })) {
    if (type === 'exported') return;
  }
}

async function exportBundle(client: StudioClient, runId: string): Promise<number[]> {
  for await (const update of await client.exports.create({ runId, format: 'kioku' })) {
    if (update.type !== 'exported') continue;
    const { id: exportId, bytes: length } = update.export;
    return [...new Uint8Array(await (await client.exports.read({ exportId, offset: 0, length })).arrayBuffer())];
  }
  throw new Error('The bundle was not written.');
}
