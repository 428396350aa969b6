import Database from 'better-sqlite3';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunListUpdate, RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import type { StartRun } from '../../../src-main/contract/runs/start-records.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { importFox, openTemporaryHost, runAtStep, runIn, type TemporaryHost } from '../temporary-host.ts';
import { tinyModel } from './tiny-model.ts';

const studioError = (code: string) =>
  expect.objectContaining({ code: 'STUDIO', data: expect.objectContaining({ code }) });

const small: StartRun['train'] = { batchSize: 10, sequenceLength: 10, epochs: 2 };
const endless: StartRun['train'] = { ...small, epochs: 100_000 };

async function start(host: TemporaryHost, train: StartRun['train'], datasetId?: string): Promise<RunRecord> {
  return host.client.runs.start({ datasetId: datasetId ?? (await importFox(host)), model: tinyModel, train });
}

test('the order of those that wait can be changed', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const datasetId = await importFox(host);
  const first = await start(host, endless, datasetId);
  const [a, b, c] = [
    await start(host, small, datasetId),
    await start(host, small, datasetId),
    await start(host, small, datasetId),
  ];
  const queue = async () =>
    (await client.runs.list())
      .filter(({ state }) => state === 'queued')
      .toSorted((x, y) => x.queuePosition! - y.queuePosition!)
      .map(({ id }) => id);
  expect(await queue()).toEqual([a.id, b.id, c.id]);
  await client.runs.move({ runId: c.id, before: a.id });
  expect(await queue()).toEqual([c.id, a.id, b.id]);
  await client.runs.move({ runId: c.id, before: null });
  await client.runs.move({ runId: b.id, before: a.id });
  expect(await queue()).toEqual([b.id, a.id, c.id]);
  await expect(client.runs.move({ runId: first.id, before: a.id })).rejects.toEqual(studioError('run-wrong-state'));
  await expect(client.runs.move({ runId: a.id, before: first.id })).rejects.toEqual(studioError('run-wrong-state'));

  const began: string[] = [];
  const updates = await client.runs.changes();
  await client.runs.stop({ runId: first.id });
  for await (const { changed } of updates) {
    for (const { id, state } of changed) {
      if (state !== 'queued' && id !== first.id && !began.includes(id)) began.push(id);
    }
    if (changed.some(({ id, state }) => id === c.id && state === 'finished')) break;
  }
  expect(began).toEqual([b.id, a.id, c.id]);
});

test('name, tags and notes of a run that trains are kept, and those who watch the list hear of it', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const { id: runId } = await start(host, endless);
  await runAtStep(host, runId, 1);
  const updates = await client.runs.changes();
  const next = async (): Promise<RunListUpdate> => (await updates.next()).value as RunListUpdate;
  expect((await next()).changed.map(({ id }) => id)).toEqual([runId]);
  const described = await client.runs.update({ runId, name: 'Moby', tags: ['night', ' long ', 'night'], notes: '海' });
  expect(described).toMatchObject({ name: 'Moby', tags: ['night', 'long'], notes: '海', state: 'running' });
  expect((await next()).changed).toMatchObject([{ name: 'Moby' }]);
  expect(await client.runs.update({ runId, notes: '' })).toMatchObject({ name: 'Moby', notes: '' });
  await client.runs.stop({ runId });
  expect(await client.runs.get({ runId })).toMatchObject({ name: 'Moby', tags: ['night', 'long'] });
  await client.runs.delete({ runId });
  for (;;) if ((await next()).deleted.includes(runId)) break;
});

test('a pause or a stop takes effect in the middle of a validation', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const text = 'the quick brown fox jumps over the lazy dog.\n'.repeat(20_000);
  const { id: datasetId } = await client.datasets.import({ name: 'long.txt', file: new Blob([text]) });
  // 11 steps of training, then 45,000 batches of validation.
  const train = { ...small, batchSize: 1, validationFraction: 0.5, maxSteps: 11 };
  const { id: runId } = await start(host, train, datasetId);
  await runAtStep(host, runId, 11);
  expect(await client.runs.pause({ runId })).toMatchObject({ state: 'paused', step: 11 });
  expect(await client.runs.resume({ runId })).toMatchObject({ state: 'running' });
  expect(await client.runs.stop({ runId })).toMatchObject({ state: 'stopped', step: 11 });
  const { epochs } = await client.runs.metrics({ runId, afterStep: 0, maxPoints: 10 });
  expect(epochs).toEqual([]);
});

test('a run can be paused and stopped while its text is still being read', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const first = await start(host, small, datasetId);
  const paused = await host.client.runs.pause({ runId: first.id });
  expect(paused).toMatchObject({ state: 'paused', step: 0 });
  const second = await start(host, small, datasetId);
  expect((await host.client.runs.stop({ runId: second.id })).state).toBe('stopped');
  // At once, while what was to begin is still on its way.
  await host.client.runs.resume({ runId: second.id });
  expect(await runIn(host, second.id, 'finished', 'failed')).toMatchObject({ state: 'finished', step: 80 });
  await host.close();

  const again = await openTemporaryHost({ dataDir: host.dataDir });
  expect((await again.client.runs.get({ runId: first.id })).state).toBe('paused');
  await again.client.runs.resume({ runId: first.id });
  expect(await runIn(again, first.id, 'finished', 'failed')).toMatchObject({ state: 'finished', step: 80 });
});

test('a checkpoint can be deleted, but not the one from which a run would go on', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const checkpoints = { everyEpoch: true, everySteps: 10, everyMinutes: null, keepLast: 100, keepBest: 1 };
  const { id: runId } = await start(host, { ...endless, checkpoints });
  await runAtStep(host, runId, 35);
  await client.runs.pause({ runId });
  const saved = await client.runs.checkpoints({ runId });
  const last = saved.at(-1)!;
  await client.runs.deleteCheckpoint({ checkpointId: saved[0]!.id });
  expect(await client.runs.checkpoints({ runId })).toEqual(saved.slice(1));
  expect(await client.runs.get({ runId })).toMatchObject({ checkpointCount: saved.length - 1 });
  await expect(client.runs.deleteCheckpoint({ checkpointId: last.id })).rejects.toEqual(studioError('run-busy'));
  await client.runs.stop({ runId });
  const { id: checkpointId } = (await client.runs.checkpoints({ runId })).at(-1)!;
  await client.runs.deleteCheckpoint({ checkpointId });
  await client.runs.resume({ runId });
  expect(await runIn(host, runId, 'running')).toMatchObject({ error: null });
  await expect(client.runs.deleteCheckpoint({ checkpointId })).rejects.toEqual(studioError('checkpoint-not-found'));
});

test('a run whose last checkpoint is damaged says so, and goes on from the one before when that is deleted', async () => {
  const host = await openTemporaryHost();
  const checkpoints = { everyEpoch: true, everySteps: 10, everyMinutes: null, keepLast: 100, keepBest: 1 };
  const { id: runId } = await start(host, { ...endless, checkpoints });
  await runAtStep(host, runId, 15);
  const { step } = await host.client.runs.stop({ runId });
  await host.close();
  const database = new Database(join(host.dataDir, 'kioku.db'));
  database
    .prepare(
      `UPDATE tensors SET content = zeroblob(length(content)) WHERE key =
         (SELECT tensor_key FROM checkpoint_tensors ORDER BY checkpoint_key DESC LIMIT 1)`,
    )
    .run();
  database.close();

  const again = await openTemporaryHost({ dataDir: host.dataDir });
  await again.client.runs.resume({ runId });
  const failed = await runIn(again, runId, 'failed');
  expect(failed.error).toMatchObject({ code: 'invalid-checkpoint' });
  expect(failed.error?.message).toContain(`checkpoint of step ${step} is damaged`);
  const saved = await again.client.runs.checkpoints({ runId });
  await again.client.runs.deleteCheckpoint({ checkpointId: saved.at(-1)!.id });
  await again.client.runs.resume({ runId });
  expect((await runAtStep(again, runId, saved.at(-2)!.step + 1)).error).toBeNull();
});

test('settings are kept', async () => {
  const host = await openTemporaryHost();
  expect(await host.client.settings.get()).toMatchObject({
    threads: null,
    resumeAfterRestart: null,
    nightsOnly: false,
  });
  expect(await host.client.settings.set({ threads: 1 })).toMatchObject({ threads: 1 });
  expect(await host.client.settings.set({})).toMatchObject({ threads: 1 });
  const nowhere = { from: '22:00', to: '06:00', timeZone: 'Moon/Sea' };
  await expect(host.client.settings.set({ nightHours: nowhere })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(host.client.settings.set({ threads: 0 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await host.close();
  const again = await openTemporaryHost({ dataDir: host.dataDir });
  expect(await again.client.settings.get()).toMatchObject({ threads: 1 });
});

test('what does not fit into memory is refused with the numbers before there is a run', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const datasetId = await importFox(host);
  const fits = await client.runs.estimate({ datasetId, model: tinyModel, train: small });
  expect(fits).toMatchObject({ problem: null });
  const { total, ...parts } = fits.memory;
  expect(Object.values(parts).reduce((sum, bytes) => sum + bytes, 0)).toBe(total);
  expect(total).toBeLessThan(10_000_000);

  // 2 · 4 · 65,536 · 65,536 weights and more: 137 GB, and as much again for gradients.
  const layers = [
    ...tinyModel.layers.slice(0, 1),
    { type: 'lstm' as const, units: 65_536 },
    ...tinyModel.layers.slice(2),
  ];
  const huge = { datasetId, model: { ...tinyModel, layers }, train: small };
  const estimate = await client.runs.estimate(huge);
  expect(estimate.problem).toMatch(/needs about \d+\.\d GB.*fewer units/);
  expect(estimate.parameterCount).toBeGreaterThan(17e9);
  const refused = client.runs.start(huge);
  await expect(refused).rejects.toEqual(studioError('out-of-memory'));
  await expect(refused).rejects.toMatchObject({
    data: { details: { needed: expect.any(Number), available: expect.any(Number) } },
  });
  expect(await client.runs.list()).toEqual([]);
});

test('a real run that diverges stops, says so, and keeps its last good checkpoint and none of a diverged network', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const checkpoints = { everyEpoch: true, everySteps: 1, everyMinutes: null, keepLast: 100, keepBest: 1 };
  const optimizer = { type: 'sgd', learningRate: 1e12 } as const;
  const train = { ...small, optimizer, clip: { type: 'none' } as const, l2: 1, checkpoints };
  const { id: runId } = await start(host, train);
  const diverged = await runIn(host, runId, 'diverged', 'finished');
  expect(diverged).toMatchObject({ state: 'diverged', error: { code: 'diverged' } });
  // The first step already made it useless, so that only what it began with is left.
  const [kept, ...others] = await client.runs.checkpoints({ runId });
  expect(others).toEqual([]);
  expect(kept).toMatchObject({ step: 0, reason: 'branch' });
  expect(diverged.error?.message).toContain('The checkpoint of step 0 is kept.');
  await expect(client.runs.resume({ runId })).rejects.toThrow('would diverge again');
  const branch = await client.runs.branch({
    checkpointId: kept!.id,
    train: { optimizer: { ...optimizer, learningRate: 1e-9 }, l2: 0, clip: { type: 'norm', max: 1 } },
  });
  expect(await runIn(host, branch.id, 'finished', 'failed')).toMatchObject({ state: 'finished' });
});

test('a write-ahead log that is gone after a crash is told, with what is there', async () => {
  const host = await openTemporaryHost();
  const { id: runId } = await start(host, small);
  await runIn(host, runId, 'finished');
  await host.close();
  expect(await (await openTemporaryHost({ dataDir: host.dataDir })).client.system.notices()).toEqual([]);

  // As after a crash: the file, the mark that it was open, but nothing of the log.
  const dataDir = temporaryFolder();
  const crashed = await openTemporaryHost({ dataDir });
  await importFox(crashed);
  renameSync(join(dataDir, 'host.pid'), join(dataDir, 'kept'));
  await crashed.close();
  renameSync(join(dataDir, 'kept'), join(dataDir, 'host.pid'));
  rmSync(join(dataDir, 'kioku.db-wal'), { force: true });
  const reopened = await openTemporaryHost({ dataDir });
  expect(await reopened.client.system.notices()).toMatchObject([
    { code: 'write-ahead-log-missing', message: expect.stringMatching(/1 datasets and 0 runs/) },
  ]);
  expect(reopened.logged).toMatchObject([{ level: 'error', message: expect.stringContaining('kioku.db-wal') }]);
});
