import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cellTypes } from '../../../src-engine/cells/index.ts';
import { dense, lstm, recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import type { StartRun } from '../../../src-main/contract/runs/start-records.ts';
import { checkDatabase } from '../../../src-main/db/check-database.ts';
import type { Host } from '../../../src-main/host/host.ts';
import { foxText } from '../fox-text.ts';
import { finalParameters } from '../runs/final-parameters.ts';
import { tinyModel } from '../runs/tiny-model.ts';
import { importFox, openTemporaryHost, runAtStep, runIn } from '../temporary-host.ts';
import { bytesOf, exportRun, importModelFile, stageFile, tinyTraining, trainTiny } from './export-files.ts';

const studioError = (code: string, message?: RegExp) =>
  expect.objectContaining({
    code: 'STUDIO',
    data: expect.objectContaining({ code }),
    ...(message && { message: expect.stringMatching(message) }),
  });

async function bundleOf(host: Host, runId: string, options: { includeText?: boolean; allCheckpoints?: boolean } = {}) {
  const exported = await exportRun(host, { runId, format: 'kioku', options });
  expect(exported.certificate).toMatchObject({ verdict: 'passed', runtime: 'Kioku Studio', largestDifference: 0 });
  const bytes = await bytesOf(host, exported);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(exported.sha256);
  return bytes;
}

async function everythingOf({ client }: Host, runId: string) {
  const [metrics, events, checkpoints, insights] = await Promise.all([
    client.runs.metrics({ runId, afterStep: 0, maxPoints: 20_000 }),
    client.runs.events({ runId }),
    client.runs.checkpoints({ runId }),
    client.insight.steps({ runId, afterStep: 0, maxPoints: 20_000 }),
  ]);
  return {
    metrics,
    events,
    insights,
    checkpoints: checkpoints.map((checkpoint) => ({ ...checkpoint, id: '', runId: '' })),
  };
}

test('a run that stopped half-way goes on elsewhere bit for bit as it would have gone on here', async () => {
  const home = await openTemporaryHost();
  const whole = await trainTiny(home, { train: { ...tinyTraining, epochs: 4 } });
  const half = await trainTiny(home, { datasetId: whole.datasetId, train: { ...tinyTraining, epochs: 2 } });
  await home.client.runs.update({ runId: half.id, name: 'Fox/½', tags: ['a'], notes: 'take me along' });
  const [first, second] = await home.client.runs.checkpoints({ runId: half.id });
  await home.client.runs.keepCheckpoint({ checkpointId: first.id, isPinned: true });
  await home.client.runs.keepCheckpoint({ checkpointId: second.id, name: 'before the turn' });
  const bundle = await bundleOf(home, half.id, { includeText: true, allCheckpoints: true });
  expect(finalParameters(home.dataDir, half.id)).not.toEqual(finalParameters(home.dataDir, whole.id));

  const elsewhere = await openTemporaryHost();
  const arrived = await importModelFile(elsewhere, 'fox.kioku', bundle);
  expect(arrived).toMatchObject({
    name: 'Fox/½',
    tags: ['a'],
    notes: 'take me along',
    state: 'finished',
    step: half.step,
  });
  // Brought once more, it is known by when it was started, and becomes a run of its own.
  await elsewhere.client.runs.update({ runId: arrived.id, name: 'Fox, tried again' });
  const again = await stageFile(elsewhere, 'fox.kioku', bundle);
  expect(await elsewhere.client.modelImports.inspect({ importId: again })).toMatchObject({
    hereAs: ['Fox, tried again'],
  });
  const twin = await importModelFile(elsewhere, 'fox.kioku', bundle);
  expect(await elsewhere.client.runs.list()).toHaveLength(2);
  expect(finalParameters(elsewhere.dataDir, twin.id)).toEqual(finalParameters(elsewhere.dataDir, arrived.id));
  await elsewhere.client.runs.delete({ runId: twin.id });
  await elsewhere.client.trash.empty({});
  await elsewhere.client.runs.update({ runId: arrived.id, name: 'Fox/½' });

  expect(await everythingOf(elsewhere, arrived.id)).toEqual(await everythingOf(home, half.id));
  expect(finalParameters(elsewhere.dataDir, arrived.id)).toEqual(finalParameters(home.dataDir, half.id));
  const [dataset] = await elsewhere.client.datasets.list();
  expect(dataset).toMatchObject({ name: 'fox.txt', bytes: foxText.length, vocabularySize: 29, runCount: 1 });

  await elsewhere.client.runs.extend({ runId: arrived.id, epochs: 2 });
  expect(await runIn(elsewhere, arrived.id, 'finished', 'failed')).toMatchObject({
    state: 'finished',
    step: whole.step,
  });
  expect(finalParameters(elsewhere.dataDir, arrived.id)).toEqual(finalParameters(home.dataDir, whole.id));
  // The older checkpoints go when the last one is there, and their tensors soon after.
  const database = join(elsewhere.dataDir, 'kioku.db');
  await expect.poll(() => checkDatabase(database)).toMatchObject({ problems: [], leftovers: 0 });
});

test('checkpoints that a person keeps come along with their pins and names, though not all do', async () => {
  const home = await openTemporaryHost();
  const run = await trainTiny(home, { train: { ...tinyTraining, epochs: 5 } });
  const own = await home.client.runs.checkpoints({ runId: run.id });
  const [pinned, named] = own.slice(0, 2);
  await home.client.runs.keepCheckpoint({ checkpointId: pinned.id, isPinned: true });
  await home.client.runs.keepCheckpoint({ checkpointId: named.id, name: '転機' });
  const bundle = await bundleOf(home, run.id, { includeText: true });

  const elsewhere = await openTemporaryHost();
  const arrived = await importModelFile(elsewhere, 'fox.kioku', bundle);
  const there = await elsewhere.client.runs.checkpoints({ runId: arrived.id });
  const marks = there.map(({ step, isPinned, name }) => ({ step, isPinned, name }));
  expect(marks).toEqual(
    expect.arrayContaining([
      { step: pinned.step, isPinned: true, name: null },
      { step: named.step, isPinned: false, name: '転機' },
      { step: run.step, isPinned: false, name: null },
    ]),
  );
  expect(there.length).toBeLessThan(own.length);
});

test('a run that was paused in the middle of an epoch goes on with its optimizer, its dropout and its place in the text', async () => {
  const model: StartRun['model'] = {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: 2 },
    layers: [
      { type: 'one_hot' },
      lstm(16),
      { type: 'dropout', rate: 0.3 },
      { type: 'dense', units: 2, kernelInitializer: 'xavier_uniform' },
    ],
  };
  const epochs = 60;
  const train = { ...tinyTraining, epochs, backend: 'wasm' as const };
  const home = await openTemporaryHost();
  const whole = await trainTiny(home, { model, train });
  const { id: runId } = await home.client.runs.start({ datasetId: whole.datasetId, model, train });
  await runAtStep(home, runId, 5);
  await home.client.runs.pause({ runId });
  let paused = await home.client.runs.get({ runId });
  while (paused.step % (whole.step / epochs) === 0) {
    // It happened to be at the end of an epoch.
    await home.client.runs.resume({ runId });
    await runAtStep(home, runId, paused.step + 1);
    await home.client.runs.pause({ runId });
    paused = await home.client.runs.get({ runId });
  }
  expect(paused.state).toBe('paused');
  const bundle = await bundleOf(home, runId, { includeText: true });

  const elsewhere = await openTemporaryHost();
  const arrived = await importModelFile(elsewhere, 'fox.kioku', bundle);
  expect(arrived).toMatchObject({ state: 'interrupted', step: paused.step });
  await elsewhere.client.runs.resume({ runId: arrived.id });
  expect(await runIn(elsewhere, arrived.id, 'finished', 'failed')).toMatchObject({
    state: 'finished',
    step: whole.step,
    validationLoss: whole.validationLoss,
  });
  expect(finalParameters(elsewhere.dataDir, arrived.id)).toEqual(finalParameters(home.dataDir, whole.id));
  const all = { afterStep: 0, maxPoints: 20_000 };
  const losses = async (host: Host, id: string) =>
    (await host.client.runs.metrics({ runId: id, ...all })).steps.map(({ step, loss }) => [step, loss]);
  expect(await losses(elsewhere, arrived.id)).toEqual(await losses(home, whole.id));
});

test('a run with every cell there is goes on elsewhere to the same bits', async () => {
  const model: StartRun['model'] = {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: 2 },
    layers: [{ type: 'one_hot' }, ...cellTypes.map((type) => recurrentLayer(type, 8)), dense(2)],
  };
  const train = { ...tinyTraining, epochs: 2, backend: 'wasm' as const };
  const home = await openTemporaryHost();
  const run = await trainTiny(home, { model, train });
  const bundle = await bundleOf(home, run.id, { includeText: true });
  const elsewhere = await openTemporaryHost();
  const arrived = await importModelFile(elsewhere, 'cells.kioku', bundle);
  for (const [host, runId] of [
    [home, run.id],
    [elsewhere, arrived.id],
  ] as const) {
    await host.client.runs.extend({ runId, epochs: 1 });
    expect(await runIn(host, runId, 'finished', 'failed')).toMatchObject({ state: 'finished', epoch: 3 });
  }
  expect(finalParameters(elsewhere.dataDir, arrived.id)).toEqual(finalParameters(home.dataDir, run.id));
});

test('a run in training is exported as it is at that moment', async () => {
  const host = await openTemporaryHost();
  const { id: runId } = await host.client.runs.start({
    datasetId: await importFox(host),
    model: tinyModel,
    train: { ...tinyTraining, epochs: 100_000 },
  });
  await runAtStep(host, runId, 100);
  for (let n = 0; n < 3; n++) {
    const { certificate } = await exportRun(host, { runId, format: 'csv' });
    expect(certificate).toMatchObject({ verdict: 'passed', reason: null });
  }
  expect((await host.client.runs.get({ runId })).state).toBe('running');
});

test('without its text a run writes and is looked into, says which dataset it lacks, and goes on once that is there', async () => {
  const home = await openTemporaryHost();
  const run = await trainTiny(home);
  const bundle = await bundleOf(home, run.id);
  const { hash } = await home.client.datasets.get({ datasetId: run.datasetId });

  const elsewhere = await openTemporaryHost();
  const importId = await stageFile(elsewhere, 'fox.kioku', bundle);
  expect(await elsewhere.client.modelImports.inspect({ importId })).toMatchObject({
    name: run.name,
    step: run.step,
    hasText: false,
    isDatasetHere: false,
    dataset: { sha256: hash },
  });
  const arrived = await importModelFile(elsewhere, 'fox.kioku', bundle);
  expect(await elsewhere.client.datasets.list()).toEqual([]);
  const write = async (host: Host, runId: string) => {
    let text = '';
    const sampling = {
      temperature: 1,
      topK: 0,
      topP: 1,
      minP: 0,
      repetitionPenalty: 1,
      repetitionWindow: 0,
      stopStrings: [],
      seed: 3,
    };
    for await (const update of await host.client.playground.generate({ runId, prompt: 'the ', length: 40, sampling })) {
      if (update.type === 'tokens') text += update.tokens.map((token) => token.text).join('');
    }
    return text;
  };
  expect(await write(elsewhere, arrived.id)).toBe(await write(home, run.id));
  await expect(elsewhere.client.runs.extend({ runId: arrived.id, epochs: 1 })).rejects.toEqual(
    studioError('dataset-missing', new RegExp(hash)),
  );
  await expect(
    exportRun(elsewhere, { runId: arrived.id, format: 'kioku', options: { includeText: true } }),
  ).rejects.toEqual(studioError('dataset-missing'));

  const dataset = await elsewhere.client.datasets.import({ name: 'mine.txt', file: new Blob([foxText]) });
  expect(dataset).toMatchObject({ id: arrived.datasetId, hash, name: 'mine.txt', vocabularySize: 29 });
  await elsewhere.client.runs.extend({ runId: arrived.id, epochs: 1 });
  await home.client.runs.extend({ runId: run.id, epochs: 1 });
  await Promise.all([runIn(elsewhere, arrived.id, 'finished'), runIn(home, run.id, 'finished')]);
  expect(finalParameters(elsewhere.dataDir, arrived.id)).toEqual(finalParameters(home.dataDir, run.id));
});

test('deleting a run that came without its text leaves nothing of it', async () => {
  const home = await openTemporaryHost();
  const run = await trainTiny(home);
  const bundle = await bundleOf(home, run.id);
  const elsewhere = await openTemporaryHost();
  const [first, second] = [
    await importModelFile(elsewhere, 'a.kioku', bundle),
    await importModelFile(elsewhere, 'b.kioku', bundle),
  ];
  await elsewhere.client.runs.delete({ runId: first.id });
  expect(await elsewhere.client.runs.get({ runId: second.id })).toMatchObject({ datasetName: 'fox.txt' });
  await elsewhere.client.runs.delete({ runId: second.id });
  await elsewhere.client.trash.empty({});
  await elsewhere.close();
  const database = join(elsewhere.dataDir, 'kioku.db');
  expect(checkDatabase(database)).toMatchObject({
    problems: [],
    runs: 0,
    checkpoints: 0,
    tensors: 0,
    datasets: 0,
    leftovers: 0,
  });
});

test('exports are listed, read and deleted with their files, and go with their run', async () => {
  const host = await openTemporaryHost();
  const run = await trainTiny(host);
  const table = await exportRun(host, { runId: run.id, format: 'csv' });
  const bundle = await exportRun(host, { runId: run.id, format: 'kioku' });
  expect(await host.client.exports.list({ runId: run.id })).toEqual([bundle, table]);
  const lines = new TextDecoder()
    .decode(await bytesOf(host, table))
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(run.step + 1);
  const { steps, epochs } = await host.client.runs.metrics({ runId: run.id, afterStep: 0, maxPoints: 20_000 });
  const cells = lines.at(-1)?.split(',').map(Number) ?? [];
  expect(cells.slice(0, 3)).toEqual([run.step, 4, steps.at(-1)?.loss]);
  expect(cells.slice(8)).toEqual([epochs[3]?.trainLoss, epochs[3]?.validationLoss, epochs[3]?.validationAccuracy]);

  const folder = join(host.dataDir, 'exports', bundle.id);
  await host.client.exports.delete({ exportId: bundle.id });
  expect(existsSync(folder)).toBe(false);
  expect(await host.client.exports.list({ runId: run.id })).toEqual([table]);
  rmSync(join(host.dataDir, 'exports', table.id), { recursive: true });
  expect(await host.client.exports.list({ runId: run.id })).toEqual([{ ...table, isStored: false }]);
  await expect(host.client.exports.read({ exportId: table.id, offset: 0, length: 1 })).rejects.toEqual(
    studioError('export-not-found'),
  );
  await exportRun(host, { runId: run.id, format: 'csv' });
  await host.client.runs.delete({ runId: run.id });
  await host.close();
  await openTemporaryHost({ dataDir: host.dataDir });
  expect(readdirSync(join(host.dataDir, 'exports'))).toEqual([]);
});
