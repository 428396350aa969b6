import { expect, test } from 'vitest';
import type { StudioClient } from '../../../src-main/contract/contract.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import type { StartRun } from '../../../src-main/contract/runs/start-records.ts';
import { importFox, openTemporaryHost, runAtStep, runIn, type TemporaryHost } from '../temporary-host.ts';
import { finalParameters } from './final-parameters.ts';
import { tinyModel } from './tiny-model.ts';

const studioError = (code: string) =>
  expect.objectContaining({ code: 'STUDIO', data: expect.objectContaining({ code }) });

/** 40 steps an epoch. */
const small: StartRun['train'] = { batchSize: 10, sequenceLength: 10, epochs: 2 };

function start(host: TemporaryHost, datasetId: string, train: StartRun['train']): Promise<RunRecord> {
  return host.client.runs.start({ datasetId, model: tinyModel, train });
}

async function trained(host: TemporaryHost, datasetId: string, train: StartRun['train']): Promise<RunRecord> {
  return runIn(host, (await start(host, datasetId, train)).id, 'finished', 'failed');
}

async function losses(client: StudioClient, runId: string): Promise<number[]> {
  const { steps } = await client.runs.metrics({ runId, afterStep: 0, maxPoints: 20_000 });
  return steps.map(({ loss }) => loss);
}

test('extended by as many epochs as it had, a run ends as one that was planned twice as long', async () => {
  const host = await openTemporaryHost();
  const { client, dataDir } = host;
  const datasetId = await importFox(host);
  const whole = await trained(host, datasetId, { ...small, epochs: 4 });
  const { id: runId } = await trained(host, datasetId, small);
  expect(await client.runs.extend({ runId, epochs: 2 })).toMatchObject({ train: { epochs: 4 } });
  expect(await runIn(host, runId, 'finished')).toMatchObject({ step: 160, totalSteps: 160, epoch: 4 });
  expect(await losses(client, runId)).toEqual(await losses(client, whole.id));
  expect(finalParameters(dataDir, runId)).toEqual(finalParameters(dataDir, whole.id));
  const { epochs } = await client.runs.metrics({ runId, afterStep: 0, maxPoints: 10 });
  expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
});

test('a run that lost patience, or that a limit of steps ended, trains the epochs that it is given', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const datasetId = await importFox(host);
  const earlyStopping = { patience: 1, minDelta: 100, restoreBest: true };
  const impatient = await trained(host, datasetId, { ...small, epochs: 50, earlyStopping });
  expect(impatient.epoch).toBe(2);
  await client.runs.extend({ runId: impatient.id, epochs: 1 });
  expect(await runIn(host, impatient.id, 'finished')).toMatchObject({ epoch: 3, train: { epochs: 3 } });

  const limited = await trained(host, datasetId, { ...small, maxSteps: 50 });
  expect(limited).toMatchObject({ step: 50, epoch: 1 });
  await client.runs.extend({ runId: limited.id, epochs: 1 });
  expect(await runIn(host, limited.id, 'finished')).toMatchObject({ step: 120, train: { epochs: 3, maxSteps: null } });
});

test('a cosine is stretched over the new length', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const schedule = { type: 'cosine', warmupSteps: 0, finalFactor: 0 } as const;
  const { id: runId } = await trained(host, await importFox(host), { ...small, schedule });
  await client.runs.extend({ runId, epochs: 2 });
  await runIn(host, runId, 'finished');
  const { steps } = await client.runs.metrics({ runId, afterStep: 0, maxPoints: 1000 });
  const [peak, end, middle, last] = [0, 79, 80, 159].map((index) => steps[index]!.learningRate);
  expect(end! / peak!).toBeLessThan(0.001);
  expect(middle! / peak!).toBeCloseTo(0.5, 6);
  expect(last! / peak!).toBeLessThan(0.001);
});

test('what is not over cannot be extended', async () => {
  const host = await openTemporaryHost();
  const { id: runId } = await start(host, await importFox(host), { ...small, epochs: 10_000 });
  await expect(host.client.runs.extend({ runId, epochs: 1 })).rejects.toEqual(studioError('run-wrong-state'));
  await runAtStep(host, runId, 5);
  const stopped = await host.client.runs.stop({ runId });
  await host.client.runs.extend({ runId, epochs: 1 });
  const finished = await runIn(host, runId, 'finished');
  expect(finished.epoch).toBe(Math.ceil(stopped.step / 40) + 1);
});

test('a branch without changes does what its parent does, and needs no disk for what they share', async () => {
  const host = await openTemporaryHost();
  const { client, dataDir } = host;
  const parent = await trained(host, await importFox(host), {
    ...small,
    checkpoints: { everyEpoch: true, everySteps: 7, everyMinutes: null, keepLast: 100, keepBest: 1 },
  });
  const checkpoint = (await client.runs.checkpoints({ runId: parent.id })).find(({ step }) => step === 49)!;
  const branch = await client.runs.branch({ checkpointId: checkpoint.id });
  expect(branch).toMatchObject({
    name: `${parent.name} · from step 49`,
    step: 49,
    parent: { runId: parent.id, runName: parent.name, checkpointId: checkpoint.id, step: 49, optimizerState: 'kept' },
  });
  await runIn(host, branch.id, 'finished');
  expect(finalParameters(dataDir, branch.id)).toEqual(finalParameters(dataDir, parent.id));
  expect(await losses(client, branch.id)).toEqual((await losses(client, parent.id)).slice(49));
  const [first] = await client.runs.checkpoints({ runId: branch.id });
  expect(first).toMatchObject({ step: 49, reason: 'branch' });

  await client.runs.delete({ runId: parent.id });
  expect((await client.runs.get({ runId: branch.id })).parent?.runName).toBe(parent.name);
  expect(finalParameters(dataDir, branch.id)).toHaveLength(6);
});

test('a branch with another optimizer and other batches says so, trains its epochs and can itself be resumed', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const parent = await trained(host, await importFox(host), small);
  const checkpoint = (await client.runs.checkpoints({ runId: parent.id })).find(({ step }) => step === 40);
  const branch = await client.runs.branch({
    checkpointId: checkpoint!.id,
    name: 'With SGD',
    train: {
      // So many that it is still training when it is stopped.
      epochs: 40,
      batchSize: 5,
      optimizer: { type: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: false },
    },
  });
  expect(branch).toMatchObject({
    name: 'With SGD',
    parent: { optimizerState: 'fresh' },
    train: { batchSize: 5, seed: 1 },
  });
  await runAtStep(host, branch.id, 50);
  await client.runs.stop({ runId: branch.id });
  await client.runs.resume({ runId: branch.id });
  const finished = await runIn(host, branch.id, 'finished', 'failed');
  expect(finished).toMatchObject({
    state: 'finished',
    step: 40 + 39 * 80,
    totalSteps: 40 + 39 * 80,
    epoch: 40,
    error: null,
  });
});

test('a branch that would have nothing to do, or nothing to begin with, is refused', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const parent = await trained(host, await importFox(host), small);
  const last = (await client.runs.checkpoints({ runId: parent.id })).at(-1)!;
  await expect(client.runs.branch({ checkpointId: last.id })).rejects.toThrow(/end of its 2 epochs/);
  await expect(client.runs.branch({ checkpointId: 'gone' })).rejects.toEqual(studioError('checkpoint-not-found'));
  expect(await client.runs.list()).toHaveLength(1);
});
