import { expect, test } from 'vitest';
import { foreignWeights } from '../../foreign-weights.ts';
import { foxText } from '../fox-text.ts';
import { refusalOf } from '../datasets/studio-error.ts';
import { bytesOf, exportRun, importModelFile, stageFile, tinyTraining, trainTiny } from '../exports/export-files.ts';
import { openTemporaryHost, runIn, type TemporaryHost } from '../temporary-host.ts';

/** A run of weights that somebody else has trained, whose text is not here. */
async function importedRun(host: TemporaryHost) {
  const trained = await trainTiny(host);
  const exported = await exportRun(host, { runId: trained.id, format: 'safetensors' });
  const { bytes, vocabulary } = foreignWeights(await bytesOf(host, exported));
  const importId = await stageFile(host, 'v.json', new Uint8Array(Buffer.from(JSON.stringify(vocabulary))));
  const run = await importModelFile(host, 'foreign.safetensors', bytes, { vocabulary: { source: 'file', importId } });
  const [checkpoint] = await host.client.runs.checkpoints({ runId: run.id });
  return { trained, run, checkpointId: checkpoint.id };
}

const textNamed = async ({ client }: TemporaryHost, name: string, text: string) =>
  (await client.datasets.import({ name, file: new Blob([text]) })).id;

test('weights from elsewhere go on training on a dataset, with their own vocabulary, and get better at it', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const { trained, run, checkpointId } = await importedRun(host);
  expect((await refusalOf(client.runs.extend({ runId: run.id, epochs: 1 }))).code).toBe('dataset-missing');

  // The same letters in another text, and one that the network has never seen.
  const datasetId = await textNamed(host, 'lazy.txt', `${foxText.replaceAll('quick', 'lazy')}é`);
  const fit = await client.runs.checkDataset({ checkpointId, datasetId });
  expect(fit).toMatchObject({ fits: true, problems: [], unknown: { count: 1, different: 1, samples: ['é'] } });

  const started = await client.runs.trainOnDataset({ checkpointId, datasetId, train: { ...tinyTraining, epochs: 1 } });
  expect(started).toMatchObject({ parent: { runId: run.id, checkpointId, optimizerState: 'fresh' }, model: run.model });
  const ended = await runIn(host, started.id, 'finished', 'failed');
  expect(ended).toMatchObject({ state: 'finished', epoch: 1 });
  // What it has learnt before is not lost: a network from random weights is at ln of its vocabulary.
  const { epochs } = await client.runs.metrics({ runId: started.id, afterStep: 0, maxPoints: 100 });
  const scratch = await trainTiny(host, { datasetId, train: { ...tinyTraining, epochs: 1 } });
  const fromScratch = await client.runs.metrics({ runId: scratch.id, afterStep: 0, maxPoints: 100 });
  expect(epochs[0].validationLoss).toBeLessThan(fromScratch.epochs[0].validationLoss ?? 0);
  // The run that the weights came in is as it was, and the new one goes on like any other.
  expect(await client.runs.get({ runId: run.id })).toMatchObject({ state: 'finished', step: 0 });
  await client.runs.extend({ runId: started.id, epochs: 1 });
  expect(await runIn(host, started.id, 'finished', 'failed')).toMatchObject({ state: 'finished', epoch: 2 });
  expect(trained.state).toBe('finished');
});

test('a text of another script is refused, saying what the vocabulary lacks', async () => {
  const host = await openTemporaryHost();
  const { checkpointId } = await importedRun(host);
  const datasetId = await textNamed(host, 'neko.txt', '吾輩は猫である。名前はまだ無い。'.repeat(200));
  expect(await host.client.runs.checkDataset({ checkpointId, datasetId })).toMatchObject({ fits: false });
  const { code, message } = await refusalOf(host.client.runs.trainOnDataset({ checkpointId, datasetId }));
  expect(code).toBe('dataset-does-not-fit');
  expect(message).toMatch(/lacks 100 % of the dataset: 14 different ones.*"。".*same language and script/);
});

test('a table is no data for a network that reads texts', async () => {
  const host = await openTemporaryHost();
  const { checkpointId } = await importedRun(host);
  const rows = Array.from({ length: 100 }, (_, n) => `${1900 + n},${n % 7}\n`);
  const table = `year,value\n${rows.join('')}`;
  const datasetId = await textNamed(host, 'table.csv', table);
  const { code, message } = await refusalOf(host.client.runs.trainOnDataset({ checkpointId, datasetId }));
  expect(code).toBe('dataset-does-not-fit');
  expect(message).toMatch(/learns from texts, and this dataset holds numbers over time/);
});
