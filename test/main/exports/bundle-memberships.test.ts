import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Host } from '../../../src-main/host/host.ts';
import { finalParameters } from '../runs/final-parameters.ts';
import { tinyModel } from '../runs/tiny-model.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { importFox, openTemporaryHost, runIn } from '../temporary-host.ts';
import { bytesOf, exportRun, importModelFile } from './export-files.ts';

const short = { epochs: 1, batchSize: 10, sequenceLength: 10, seed: 7 };

async function bundleOf(host: Host, runId: string) {
  const exported = await exportRun(host, { runId, format: 'kioku', options: { includeText: true } });
  expect(exported.certificate).toMatchObject({ verdict: 'passed' });
  return bytesOf(host, exported);
}

test('runs of a group and of a sweep find each other elsewhere, and a copy does not count twice where it came from', async () => {
  const home = await openTemporaryHost();
  const { client } = home;
  const datasetId = await importFox(home);
  const { id: runId } = await client.runs.start({ datasetId, model: tinyModel, train: short });
  await runIn(home, runId, 'finished');
  const group = await client.runs.repeatWithSeeds({ runId, seeds: 2, name: 'Twins' });
  for (const { id } of group) await runIn(home, id, 'finished');
  const start = (seed: number) => ({ datasetId, model: tinyModel, train: { ...short, epochs: 2, seed } });
  const rungs = { unit: 'epochs' as const, first: 1, whole: 2, reduction: 2 };
  const sweep = await client.sweeps.start({ name: 'rates', runs: [start(1), start(2)], rungs });
  const swept = (await client.runs.list()).filter((run) => run.sweep?.id === sweep.id);
  for (const { id } of swept) await runIn(home, id, 'finished', 'stopped');
  const bundles = [];
  for (const { id } of [...group, ...swept]) bundles.push(await bundleOf(home, id));

  const elsewhere = await openTemporaryHost();
  const arrived = [];
  for (const [n, bundle] of bundles.entries()) arrived.push(await importModelFile(elsewhere, `${n}.kioku`, bundle));
  expect(arrived.slice(0, 2).map((run) => run.group)).toEqual(group.map((run) => run.group));
  expect(arrived[0]?.group).toMatchObject({ name: 'Twins', kind: 'seeds' });
  expect(arrived.slice(2).map((run) => run.sweep?.id)).toEqual([sweep.id, sweep.id]);
  const [theirs] = await elsewhere.client.sweeps.list();
  const [ours] = await client.sweeps.list();
  expect(theirs).toEqual({ ...ours, isEnded: true });

  const copy = await importModelFile(home, 'copy.kioku', bundles[0]!);
  expect(copy.group).toBeNull();
});

test('a run that began with word vectors is repeated with them elsewhere', async () => {
  const host = await openTemporaryHost();
  const text = new Blob(['The cat sees the dog. '.repeat(60)]);
  const { id: datasetId } = await host.client.datasets.import({ name: 'cats.txt', file: text });
  const file = join(temporaryFolder(), 'vectors.txt');
  writeFileSync(file, ['the 0.5 -1 2', 'cat 1 2 3', 'dog -3 0.25 1'].join('\n'));
  const importId = host.stageFiles('vectors.txt', [{ path: 'vectors.txt', bytes: statSync(file).size, file }]);
  const tokenizer = { type: 'word' as const, locale: 'en', minimumFrequency: 1 };
  const vectors = { importId, trainable: false };
  const train = { ...short, epochs: 3, batchSize: 4, sequenceLength: 5 };
  const { id } = await host.client.runs.start({ datasetId, tokenizer, model: tinyModel, train, vectors });
  await runIn(host, id, 'finished');
  const facts = await host.doctorFacts(id);
  expect(facts.data.vectorShare).toBeGreaterThan(0.4);

  const elsewhere = await openTemporaryHost();
  const { id: runId } = await importModelFile(elsewhere, 'cats.kioku', await bundleOf(host, id));
  expect((await elsewhere.doctorFacts(runId)).data.vectorShare).toBe(facts.data.vectorShare);
  const [, repeated] = await elsewhere.client.runs.repeatWithSeeds({ runId, seeds: 2 });
  await runIn(elsewhere, repeated?.id ?? '', 'finished');
  const table = (run: string) =>
    finalParameters(elsewhere.dataDir, run).find(({ name }) => name === 'parameter/0.weights');
  expect(table(repeated?.id ?? '')).toEqual(table(runId));
});
