import { expect, test } from 'vitest';
import type { EngineConnection } from '../../../src-engine/spec/engine-protocol.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import type { StartRun } from '../../../src-main/contract/runs/start-records.ts';
import { spawnEngineChild } from '../../../src-main/engine-process/spawn-engine-child.ts';
import type { Host } from '../../../src-main/host/host.ts';
import { importFox, openTemporaryHost, runAtStep, runIn } from '../temporary-host.ts';

const studioError = (code: string) =>
  expect.objectContaining({ code: 'STUDIO', data: expect.objectContaining({ code }) });

/** 40 steps an epoch, a few milliseconds each. */
const small: StartRun['train'] = { batchSize: 10, sequenceLength: 10, epochs: 2 };
const endless: StartRun['train'] = { ...small, epochs: 100_000 };
/** This training cannot be over before a request that is made at one of its first steps has arrived. */
const long: StartRun['train'] = { ...small, epochs: 6 };

async function start(host: Host, train: StartRun['train'], datasetId?: string): Promise<RunRecord> {
  return host.client.runs.start({ datasetId: datasetId ?? (await importFox(host)), presetId: 'char-rnn-s', train });
}

async function losses(host: Host, runId: string): Promise<number[]> {
  const { steps } = await host.client.runs.metrics({ runId, afterStep: 0, maxPoints: 20_000 });
  expect(steps.map(({ step }) => step)).toEqual(steps.map((_, index) => index + 1));
  return steps.map(({ loss }) => loss);
}

test('a run trains to its end and everything about it is kept', async () => {
  const host = await openTemporaryHost();
  const started = await start(host, small);
  expect(started).toMatchObject({ name: 'fox.txt · Small', state: 'running', presetId: 'char-rnn-s', step: 0 });
  expect(started.model.layers.at(-1)).toMatchObject({ type: 'dense', units: 29 });
  const run = await runIn(host, started.id, 'finished');
  expect(run).toMatchObject({ step: 80, totalSteps: 80, epoch: 2, remainingMs: null, error: null, checkpointCount: 3 });

  const { steps, epochs } = await host.client.runs.metrics({ runId: run.id, afterStep: 0, maxPoints: 1000 });
  expect(steps).toHaveLength(80);
  expect(Math.min(...steps.map(({ loss }) => loss))).toBeLessThan(steps[0]!.loss - 1);
  expect(epochs.map(({ epoch, step }) => [epoch, step])).toEqual([
    [1, 40],
    [2, 80],
  ]);
  expect(run).toMatchObject({ trainLoss: epochs[1]!.trainLoss, validationLoss: epochs[1]!.validationLoss });
  expect(run.bestValidationLoss).toBe(Math.min(...epochs.map(({ validationLoss }) => validationLoss!)));
  const checkpoints = await host.client.runs.checkpoints({ runId: run.id });
  expect(checkpoints.map(({ step, reason, validationLoss }) => [step, reason, validationLoss])).toEqual([
    [0, 'branch', null],
    [40, 'epoch', epochs[0]!.validationLoss],
    [80, 'finish', epochs[1]!.validationLoss],
  ]);
  await expect(host.client.runs.resume({ runId: run.id })).rejects.toEqual(studioError('run-wrong-state'));

  await host.close();
  const again = await openTemporaryHost({ dataDir: host.dataDir });
  expect(await again.client.runs.list()).toEqual([run]);
  expect((await again.client.runs.metrics({ runId: run.id, afterStep: 0, maxPoints: 1000 })).steps).toEqual(steps);
});

test('those who watch see every step and epoch once, in order', async () => {
  const host = await openTemporaryHost();
  const { id: runId } = await start(host, small);
  const steps: number[] = [];
  const epochs: number[] = [];
  for await (const update of await host.client.runs.watch({ runId })) {
    steps.push(...update.steps.map(({ step }) => step));
    epochs.push(...update.epochs.map(({ epoch }) => epoch));
    if (update.run.state === 'finished') break;
  }
  expect(steps).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
  expect(epochs).toEqual([1, 2]);
});

test('a pause keeps a checkpoint; resumed, also after a restart, the run goes on as if nothing had been', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const undisturbed = await start(host, long, datasetId);
  await runIn(host, undisturbed.id, 'finished');

  const { id: runId } = await start(host, long, datasetId);
  await runAtStep(host, runId, 5);
  const paused = await host.client.runs.pause({ runId });
  expect(paused.state).toBe('paused');
  const checkpoints = await host.client.runs.checkpoints({ runId });
  expect(checkpoints.at(-1)).toMatchObject({ reason: 'pause', step: paused.step });
  expect((await host.client.runs.resume({ runId })).state).toBe('running');
  await runAtStep(host, runId, paused.step + 5);
  const second = await host.client.runs.pause({ runId });
  await host.close();

  const again = await openTemporaryHost({ dataDir: host.dataDir });
  expect(await again.client.runs.get({ runId })).toMatchObject({ state: 'paused', step: second.step });
  await again.client.runs.resume({ runId });
  await runIn(again, runId, 'finished');
  expect(await losses(again, runId)).toEqual(await losses(again, undisturbed.id));
});

test('a stopped run keeps its last step and can be resumed', async () => {
  const host = await openTemporaryHost();
  const { id: runId } = await start(host, endless);
  await runAtStep(host, runId, 3);
  const stopped = await host.client.runs.stop({ runId });
  expect(stopped).toMatchObject({ state: 'stopped', error: null });
  expect((await host.client.runs.checkpoints({ runId })).at(-1)).toMatchObject({ reason: 'stop', step: stopped.step });
  for (const wrong of ['pause', 'stop'] as const) {
    await expect(host.client.runs[wrong]({ runId })).rejects.toEqual(studioError('run-wrong-state'));
  }
  await host.client.runs.resume({ runId });
  expect((await runAtStep(host, runId, stopped.step + 1)).state).toBe('running');
});

test('runs wait their turn; a paused one makes room and comes back', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const first = await start(host, endless, datasetId);
  const second = await start(host, endless, datasetId);
  const third = await start(host, endless, datasetId);
  const states = async () => {
    const runs = [first, second, third].map(({ id: runId }) => host.client.runs.get({ runId }));
    return (await Promise.all(runs)).map(({ state }) => state);
  };
  expect(await states()).toEqual(['running', 'queued', 'queued']);
  await runAtStep(host, first.id, 1);
  await host.client.runs.pause({ runId: first.id });
  await runAtStep(host, second.id, 1);
  expect(await states()).toEqual(['paused', 'running', 'queued']);
  expect((await host.client.runs.resume({ runId: first.id })).state).toBe('queued');
  expect((await host.client.runs.stop({ runId: third.id })).state).toBe('stopped');
  await host.client.runs.stop({ runId: second.id });
  await runIn(host, first.id, 'running');
  expect(await states()).toEqual(['running', 'stopped', 'stopped']);
});

test('the engine is killed: the run is interrupted, says from where it goes on, and ends bit for bit the same', async () => {
  const engines: EngineConnection[] = [];
  const spawnEngine = () => {
    const engine = spawnEngineChild();
    engines.push(engine);
    return engine;
  };
  const host = await openTemporaryHost({ spawnEngine });
  const datasetId = await importFox(host);
  const undisturbed = await start(host, small, datasetId);
  await runIn(host, undisturbed.id, 'finished');
  const everyStep = { ...small, checkpoints: { ...undisturbed.train.checkpoints, everySteps: 7 } };

  const { id: runId } = await start(host, everyStep, datasetId);
  await runAtStep(host, runId, 20);
  for (const engine of engines) engine.kill();
  const interrupted = await runIn(host, runId, 'interrupted');
  const last = (await host.client.runs.checkpoints({ runId })).at(-1);
  expect(interrupted.error).toMatchObject({ code: 'engine-failed' });
  expect(interrupted.error?.message).toContain(`go on from step ${last?.step}.`);

  await host.client.runs.resume({ runId });
  expect(await runIn(host, runId, 'finished')).toMatchObject({ step: 80, error: null });
  expect(await losses(host, runId)).toEqual(await losses(host, undisturbed.id));
  const { epochs } = await host.client.runs.metrics({ runId, afterStep: 0, maxPoints: 10 });
  expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
});

test('closing the studio pauses what trains, and what waits goes on waiting', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const { id: runId } = await start(host, endless, datasetId);
  const waiting = await start(host, endless, datasetId);
  await runAtStep(host, runId, 3);
  await host.close();
  const again = await openTemporaryHost({ dataDir: host.dataDir });
  const run = await again.client.runs.get({ runId });
  expect(run.state).toBe('paused');
  expect((await again.client.runs.checkpoints({ runId })).at(-1)).toMatchObject({ reason: 'pause', step: run.step });
  expect(run.continues).toBe(true);
  expect(await again.client.runs.get({ runId: waiting.id })).toMatchObject({ state: 'queued', error: null });
});

test('a run is deleted with all it has, but not while it trains', async () => {
  const host = await openTemporaryHost();
  const { id: runId } = await start(host, endless);
  await runAtStep(host, runId, 2);
  await expect(host.client.runs.delete({ runId })).rejects.toEqual(studioError('run-busy'));
  await host.client.runs.pause({ runId });
  const updates = await host.client.runs.watch({ runId });
  expect((await updates.next()).value).toMatchObject({ run: { state: 'paused' } });
  await host.client.runs.delete({ runId });
  expect(await updates.next()).toMatchObject({ done: true });
  expect(await host.client.runs.list()).toEqual([]);
  await expect(host.client.runs.get({ runId })).rejects.toEqual(studioError('run-not-found'));
});

test('a preset is trained on a text that is too short for its batches, and batches that were asked for are refused with others', async () => {
  const host = await openTemporaryHost();
  const text = 'furuike ya kawazu tobikomu mizu no oto. ';
  const { id: datasetId } = await host.client.datasets.import({ name: 'haiku.txt', file: new Blob([text]) });
  const train = { epochs: 1, threads: 1 };
  const run = await host.client.runs.start({ datasetId, presetId: 'char-rnn-s', train });
  expect(run.train).toMatchObject({ batchSize: 1, sequenceLength: 16 });
  expect(await runIn(host, run.id, 'finished', 'failed')).toMatchObject({ state: 'finished' });
  const batches = { batchSize: 50, sequenceLength: 50 };
  const refused = host.client.runs.start({ datasetId, presetId: 'char-rnn-s', train: { ...train, ...batches } });
  await expect(refused).rejects.toThrow('A batch size of 1 and a sequence length of 16 would fit.');
  await expect(refused).rejects.toMatchObject({
    data: { details: { reason: 'batches', batchSize: 1, sequenceLength: 16 } },
  });
  const one = await host.client.runs.start({ datasetId, presetId: 'char-rnn-s', train: { ...train, batchSize: 2 } });
  expect(one.train).toMatchObject({ batchSize: 2, sequenceLength: 16 });
  const budget = { kind: 'time', seconds: 5 } as const;
  const { training } = await host.client.runs.recommend({ datasetId, budget, presetId: 'char-rnn-s' });
  expect(training).toMatchObject({ batchSize: 1, sequenceLength: 16 });
});

test('a text that is too short for the settings is refused with the numbers before there is a run', async () => {
  const host = await openTemporaryHost();
  const { id: datasetId } = await host.client.datasets.import({ name: 'short.txt', file: new Blob(['too short']) });
  const refused = start(host, {}, datasetId);
  await expect(refused).rejects.toEqual(studioError('text-too-short'));
  await expect(refused).rejects.toThrow('9 tokens');
  expect(await host.client.runs.list()).toEqual([]);
});

test('a preset that does not exist is refused by name', async () => {
  const host = await openTemporaryHost();
  const refused = host.client.runs.start({ datasetId: await importFox(host), presetId: 'char-rnn-xxl' });
  await expect(refused).rejects.toThrow('char-rnn-xxl');
  expect(await host.client.runs.list()).toEqual([]);
});
