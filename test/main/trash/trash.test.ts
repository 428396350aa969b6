import Database from 'better-sqlite3';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StartRun } from '../../../src-main/contract/runs/start-records.ts';
import type { TrashItem } from '../../../src-main/contract/trash-records.ts';
import type { Host } from '../../../src-main/host/host.ts';
import { refusalOf } from '../datasets/studio-error.ts';
import { exportRun, importModelFile, bytesOf, tinyTraining, trainTiny } from '../exports/export-files.ts';
import { foxText } from '../fox-text.ts';
import { tinyModel } from '../runs/tiny-model.ts';
import { importFox, openTemporaryHost, runAtStep, runIn } from '../temporary-host.ts';

const endless: StartRun['train'] = { ...tinyTraining, epochs: 1_000_000 };

const startEndless = (host: Host, datasetId: string) =>
  host.client.runs.start({ datasetId, model: tinyModel, train: endless });

/** Resolves with what is in the trash once that is as it should be. */
async function trashWhen({ client }: Host, isIt: (items: TrashItem[]) => boolean): Promise<TrashItem[]> {
  for await (const items of await client.trash.changes()) if (isIt(items)) return items;
  throw new Error('The stream has ended.');
}

const isEmpty = (items: TrashItem[]) => items.length === 0;

test('a deleted run is out of sight for everybody at once, and comes back with its checkpoints and its exports', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const run = await trainTiny(host);
  const exported = await exportRun(host, { runId: run.id, format: 'kioku' });
  const checkpoints = await client.runs.checkpoints({ runId: run.id });
  const otherWindow = await client.trash.changes();
  expect((await otherWindow.next()).value).toEqual([]);
  const otherList = await client.runs.changes();
  await otherList.next();

  await client.runs.delete({ runId: run.id });
  expect(await client.runs.list()).toEqual([]);
  expect((await otherList.next()).value).toEqual({ changed: [], deleted: [run.id] });
  const bytes = run.checkpointBytes + exported.bytes;
  expect((await otherWindow.next()).value).toMatchObject([{ kind: 'run', id: run.id, name: run.name, bytes }]);
  const [item] = await client.trash.list();
  expect(item!.purgeAt - item!.trashedAt).toBe(60_000);
  expect(readdirSync(join(host.dataDir, 'exports'))).toEqual([]);
  expect((await refusalOf(client.exports.read({ exportId: exported.id, offset: 0, length: 1 }))).code).toBe(
    'export-not-found',
  );
  expect((await refusalOf(client.playground.tokenize({ runId: run.id, text: 'fox' }))).code).toBe('run-not-found');

  await client.trash.restore({ ids: [run.id] });
  expect(await client.runs.list()).toEqual([run]);
  expect((await otherList.next()).value).toEqual({ changed: [run], deleted: [] });
  expect((await otherWindow.next()).value).toEqual([]);
  expect(await client.runs.checkpoints({ runId: run.id })).toEqual(checkpoints);
  expect(await client.exports.list({ runId: run.id })).toEqual([exported]);
  expect(await bytesOf(host, exported)).toHaveLength(exported.bytes);
  expect((await refusalOf(client.trash.restore({ ids: [run.id] }))).code).toBe('not-in-trash');
});

test('when the time is over the disk is free, with nobody at a window', async () => {
  const host = await openTemporaryHost({ keepTrashMs: 50 });
  const run = await trainTiny(host);
  await exportRun(host, { runId: run.id, format: 'kioku' });
  await host.client.runs.delete({ runId: run.id });
  await trashWhen(host, isEmpty);
  await expect.poll(() => readdirSync(join(host.dataDir, 'trash'))).toEqual([]);
  expect((await refusalOf(host.client.trash.restore({ ids: [run.id] }))).code).toBe('not-in-trash');
});

test('what is deleted before the studio ends stays deleted, can still be had back by the next, and goes with it in the end', async () => {
  const host = await openTemporaryHost();
  const run = await trainTiny(host);
  const exported = await exportRun(host, { runId: run.id, format: 'csv' });
  const { id: checkpointId } = (await host.client.runs.checkpoints({ runId: run.id }))[0]!;
  await host.client.runs.deleteCheckpoint({ checkpointId });
  await host.client.runs.delete({ runId: run.id });
  await host.close();

  const second = await openTemporaryHost({ dataDir: host.dataDir });
  expect(await second.client.runs.list()).toEqual([]);
  expect((await second.client.trash.list()).map(({ kind }) => kind)).toEqual(['run']);
  await second.client.trash.restore({ ids: [run.id] });
  expect(await second.client.trash.list()).toMatchObject([{ kind: 'checkpoint', id: checkpointId, name: run.name }]);
  expect(existsSync(join(host.dataDir, 'exports', exported.id))).toBe(true);
  await second.client.runs.delete({ runId: run.id });
  await second.close();

  const third = await openTemporaryHost({ dataDir: host.dataDir, keepTrashMs: 0 });
  await trashWhen(third, isEmpty);
  expect(await third.client.runs.list()).toEqual([]);
  await expect.poll(() => readdirSync(join(host.dataDir, 'trash'))).toEqual([]);
  expect((await refusalOf(third.client.trash.restore({ ids: [run.id] }))).code).toBe('not-in-trash');
});

test('emptying the trash frees the disk at once', async () => {
  const host = await openTemporaryHost();
  const text = Array.from({ length: 400_000 }, () => Math.random().toString(36)).join(' ');
  const dataset = await host.client.datasets.import({ name: 'noise.txt', file: new Blob([text]) });
  const pages = () => {
    const database = new Database(join(host.dataDir, 'kioku.db'), { readonly: true });
    const count = Number(database.pragma('page_count', { simple: true }));
    database.close();
    return count;
  };
  await host.client.datasets.delete({ datasetId: dataset.id });
  expect(await host.client.datasets.list()).toEqual([]);
  const before = pages();
  await host.client.trash.empty({});
  expect(pages()).toBeLessThan(before - 100);
  expect(await host.client.trash.list()).toEqual([]);
});

test('a dataset goes when only deleted runs used it, comes back with any of them, and takes them along for good', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const run = await trainTiny(host);
  const { datasetId } = run;
  expect((await refusalOf(client.datasets.delete({ datasetId }))).code).toBe('dataset-in-use');
  await client.runs.delete({ runId: run.id });
  expect(await client.datasets.get({ datasetId })).toMatchObject({ runCount: 0 });
  await client.datasets.delete({ datasetId });
  expect((await refusalOf(client.datasets.get({ datasetId }))).code).toBe('dataset-not-found');

  await client.trash.restore({ ids: [run.id] });
  expect(await client.datasets.list()).toMatchObject([{ id: datasetId, runCount: 1 }]);
  expect(await client.trash.list()).toEqual([]);

  await client.runs.delete({ runId: run.id });
  await client.datasets.delete({ datasetId });
  await client.trash.empty({ ids: [datasetId] });
  expect(await client.trash.list()).toEqual([]);
  expect((await refusalOf(client.trash.restore({ ids: [run.id] }))).code).toBe('not-in-trash');
});

test('a text that comes again while it is in the trash is the new dataset, under its new name', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const datasetId = await importFox(host);
  await client.datasets.delete({ datasetId });
  const again = await client.datasets.import({ name: 'fox again.txt', file: new Blob([foxText]) });
  expect(again).toMatchObject({ id: datasetId, name: 'fox again.txt' });
  expect(await client.trash.list()).toEqual([]);
  expect(await client.datasets.list()).toEqual([again]);
  // A name that is taken by something in the trash can be used.
  await client.datasets.delete({ datasetId });
  await client.datasets.import({ name: 'fox again.txt', file: new Blob([`${foxText}!`]) });
  await client.trash.restore({ ids: [datasetId] });
  expect((await client.datasets.list()).map(({ name }) => name)).toEqual(['fox again.txt', 'fox again.txt']);
});

test('a project file brings the dataset of its run back', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const run = await trainTiny(host);
  const bundle = await bytesOf(host, await exportRun(host, { runId: run.id, format: 'kioku' }));
  await client.runs.delete({ runId: run.id });
  await client.datasets.delete({ datasetId: run.datasetId });
  const imported = await importModelFile(host, 'fox.kioku', Uint8Array.from(bundle));
  expect(imported.datasetId).toBe(run.datasetId);
  expect(await client.datasets.list()).toMatchObject([{ id: run.datasetId, runCount: 1 }]);
  expect((await client.trash.list()).map(({ id }) => id)).toEqual([run.id]);
});

test('a run that trains is stopped where that is asked for, and one that waits takes its turn again when it is back', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const datasetId = await importFox(host);
  const first = await startEndless(host, datasetId);
  const second = await startEndless(host, datasetId);
  await runAtStep(host, first.id, 2);
  expect((await refusalOf(client.runs.delete({ runId: first.id }))).code).toBe('run-busy');

  await client.runs.delete({ runId: second.id });
  await client.runs.delete({ runId: first.id, stop: true });
  expect(await client.runs.list()).toEqual([]);
  await client.trash.restore({ ids: [second.id] });
  await runAtStep(host, second.id, 2);
  await client.runs.delete({ runId: second.id, stop: true });
  await client.trash.restore({ ids: [first.id, second.id] });
  expect((await client.runs.list()).map(({ state }) => state)).toEqual(['stopped', 'stopped']);
  await client.runs.resume({ runId: first.id });
  await runIn(host, first.id, 'running');
});

test('a paused run that was deleted while the engine held it goes on from where it was', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const { id: runId } = await startEndless(host, await importFox(host));
  await runAtStep(host, runId, 5);
  const paused = await client.runs.pause({ runId });
  await client.runs.delete({ runId });
  await client.trash.restore({ ids: [runId] });
  expect(await client.runs.get({ runId })).toMatchObject({ state: 'paused', step: paused.step });
  await client.runs.resume({ runId });
  expect((await runAtStep(host, runId, paused.step + 1)).error).toBeNull();
});

test('a deleted checkpoint is in no list and is not chosen as the best, and comes back', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const run = await trainTiny(host, {
    train: {
      ...tinyTraining,
      checkpoints: { everyEpoch: true, everySteps: null, everyMinutes: null, keepLast: 100, keepBest: 1 },
    },
  });
  const saved = await client.runs.checkpoints({ runId: run.id });
  const last = saved.at(-1)!;
  await client.runs.deleteCheckpoint({ checkpointId: last.id });
  expect(await client.runs.checkpoints({ runId: run.id })).toEqual(saved.slice(0, -1));
  expect(await client.runs.get({ runId: run.id })).toMatchObject({ checkpointCount: saved.length - 1 });
  expect((await refusalOf(client.runs.branch({ checkpointId: last.id, train: { epochs: 9 } }))).code).toBe(
    'checkpoint-not-found',
  );
  expect(await client.trash.list()).toMatchObject([{ kind: 'checkpoint', name: run.name, step: last.step }]);
  await client.trash.restore({ ids: [last.id] });
  expect(await client.runs.checkpoints({ runId: run.id })).toEqual(saved);
  expect(await client.runs.get({ runId: run.id })).toMatchObject({ checkpointCount: saved.length });
});

test('a deleted model comes back as it was', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const model = await client.models.save({
    id: 'mine',
    name: 'Mine',
    datasetId: await importFox(host),
    tokenizer: { type: 'character', minimumFrequency: 1 },
    model: tinyModel,
    train: (await client.models.templates())[0]!.train,
    rival: null,
  });
  await client.models.delete({ modelId: 'mine' });
  expect(await client.models.list()).toEqual([]);
  expect((await refusalOf(client.models.get({ modelId: 'mine' }))).code).toBe('model-not-found');
  await client.trash.restore({ ids: ['mine'] });
  expect(await client.models.list()).toEqual([model]);
});
