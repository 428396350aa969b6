import { expect, onTestFinished, test } from 'vitest';
import type { EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { openTemporaryHost, runIn, type TemporaryHost } from '../temporary-host.ts';
import { checkpoint, ready, ScriptedEngine, started, steps } from './scripted-engine.ts';
import { eventually } from '../../eventually.ts';

const studioError = (code: string) =>
  expect.objectContaining({ code: 'STUDIO', data: expect.objectContaining({ code }) });

/** A host whose engines are ready at once, and a run in the one that trains. */
async function trainingHost(
  checkpoints: { keepLast?: number; spaceBytes?: number } = {},
): Promise<{ host: TemporaryHost; run: RunRecord; engines: ScriptedEngine[] }> {
  const engines: ScriptedEngine[] = [];
  const host = await openTemporaryHost({
    spawnEngine() {
      const engine = new ScriptedEngine();
      engines.push(engine);
      queueMicrotask(() => engine.say(ready));
      return engine;
    },
  });
  // A host that closes would wait for the answer to its pause.
  onTestFinished(() => engines.forEach((engine) => engine.exit('the test is over')));
  const { id: datasetId } = await host.client.datasets.import({ name: 'ab.txt', file: new Blob(['ab'.repeat(1500)]) });
  const run = await host.client.runs.start({
    datasetId,
    presetId: 'char-rnn-s',
    train: {
      checkpoints: { everyEpoch: true, everySteps: null, everyMinutes: null, keepLast: 5, keepBest: 1, ...checkpoints },
    },
  });
  await engineOf(engines, run.id);
  return { host, run, engines };
}

/** The engine that got the run, once it has it. */
async function engineOf(engines: ScriptedEngine[], runId: string): Promise<ScriptedEngine> {
  return eventually(() => {
    const engine = engines.findLast((candidate) => candidate.asked('train')?.runId === runId);
    if (engine === undefined) throw new Error('No engine has it yet.');
    return engine;
  });
}

test('a crash right after a checkpoint, in mid-step and before anything was saved', async () => {
  const { host, run, engines } = await trainingHost();
  const first = await engineOf(engines, run.id);
  first.say(started(run.id), steps(run.id, 1, 3));
  first.exit('killed by SIGSEGV');
  const lost = await runIn(host, run.id, 'interrupted');
  expect(lost.error).toMatchObject({ code: 'engine-failed' });
  expect(lost.error?.message).toMatch(/SIGSEGV.*Nothing had been saved yet/);

  await host.client.runs.resume({ runId: run.id });
  const second = await eventually(async () => {
    const engine = await engineOf(engines, run.id);
    expect(engine).not.toBe(first);
    return engine;
  });
  expect(second.asked('train')?.job.resumeFrom).toBeNull();
  second.say(started(run.id), steps(run.id, 1, 5), checkpoint(run.id, 5), steps(run.id, 6, 9));
  second.exit('out of memory');
  const again = await runIn(host, run.id, 'interrupted');
  expect(again.error?.message).toContain('The run can go on from step 5.');

  await host.client.runs.resume({ runId: run.id });
  const third = await eventually(async () => {
    const engine = await engineOf(engines, run.id);
    expect(engine).not.toBe(second);
    return engine;
  });
  expect(third.asked('train')?.job.resumeFrom?.progress.step).toBe(5);
  const { steps: kept } = await host.client.runs.metrics({ runId: run.id, afterStep: 0, maxPoints: 100 });
  expect(kept.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
  expect(await host.client.runs.get({ runId: run.id })).toMatchObject({
    state: 'running',
    step: 5,
    elapsedMs: 500,
    error: null,
  });
});

const divergence = (runId: string, step: number): EngineEvent => ({
  type: 'failed',
  requestId: null,
  runId,
  code: 'diverged',
  message: 'Training diverged. Lower the learning rate.',
  details: { reason: 'training', step },
});

test('a diverged run keeps its checkpoints and says why it ended', async () => {
  const { host, run, engines } = await trainingHost();
  const engine = await engineOf(engines, run.id);
  engine.say(started(run.id), steps(run.id, 1, 2), checkpoint(run.id, 2), steps(run.id, 3, 3), divergence(run.id, 4));
  const details = { reason: 'training', step: 4 };
  const message = 'Training diverged. Lower the learning rate. The checkpoint of step 2 is kept.';
  expect(await runIn(host, run.id, 'diverged')).toMatchObject({
    error: { code: 'diverged', message, details },
    step: 3,
  });
  expect((await host.client.runs.events({ runId: run.id })).at(-1)).toMatchObject({
    kind: 'diverge',
    error: { code: 'diverged', details },
  });
  expect(await host.client.runs.checkpoints({ runId: run.id })).toHaveLength(1);
});

test('a checkpoint takes the place of older ones once a step has shown that it is good', async () => {
  const { host, run, engines } = await trainingHost({ keepLast: 1, spaceBytes: 1000 });
  const kept = async () => (await host.client.runs.checkpoints({ runId: run.id })).map(({ step }) => step);
  const save = (step: number) => checkpoint(run.id, step, String(step), 100);
  const engine = await engineOf(engines, run.id);
  engine.say(started(run.id), steps(run.id, 1, 2), save(2), steps(run.id, 3, 4), save(4), steps(run.id, 5, 6), save(6));
  await eventually(async () => expect(await kept()).toEqual([2, 4, 6]));
  engine.say(steps(run.id, 7, 8));
  await eventually(async () => expect(await kept()).toEqual([2, 6]));
  expect(await host.client.runs.setCheckpointSpace({ runId: run.id, spaceBytes: 1500 })).toMatchObject({
    state: 'running',
    train: { checkpoints: { spaceBytes: 1500 } },
  });
  // The network of step 8 gives losses that are too high; a pause in the middle of them saves another such one.
  engine.say(save(8), { ...steps(run.id, 9, 10), divergingSince: 9 } as EngineEvent, save(10));
  engine.say({ ...steps(run.id, 11, 11), divergingSince: 9 } as EngineEvent);
  await eventually(async () => expect(await kept()).toEqual([2, 6, 8, 10]));
  engine.say(divergence(run.id, 9));
  await runIn(host, run.id, 'diverged');
  expect(await kept()).toEqual([2, 6]);
});

test('the next run in the queue begins when an engine crashed', async () => {
  const { host, run, engines } = await trainingHost();
  const next = await host.client.runs.start({ datasetId: run.datasetId, presetId: 'char-rnn-s' });
  expect(next.state).toBe('queued');
  (await engineOf(engines, run.id)).exit('killed by SIGKILL');
  await engineOf(engines, next.id);
  expect(await host.client.runs.get({ runId: next.id })).toMatchObject({ state: 'running' });
});

test('a pause that the engine answers with its death is over too', async () => {
  const { host, run, engines } = await trainingHost();
  const engine = await engineOf(engines, run.id);
  engine.say(started(run.id), steps(run.id, 1, 1));
  const pausing = host.client.runs.pause({ runId: run.id });
  await eventually(() => expect(engine.asked('pause')).toBeDefined());
  engine.exit('killed by SIGKILL');
  expect(await pausing).toMatchObject({ state: 'interrupted' });
});

test('a paused run survives the death of the engine that held it', async () => {
  const { host, run, engines } = await trainingHost();
  const engine = await engineOf(engines, run.id);
  engine.say(started(run.id), steps(run.id, 1, 4), checkpoint(run.id, 4), { type: 'paused', runId: run.id });
  await runIn(host, run.id, 'paused');
  engine.exit('killed by SIGKILL');
  expect(await host.client.runs.get({ runId: run.id })).toMatchObject({ state: 'paused', error: null });
  expect(await host.client.runs.resume({ runId: run.id })).toMatchObject({ state: 'running' });
});

test.each(['pause', 'close'] as const)(
  'a run that is resumed, and left before its first step (%s), is paused at its checkpoint, also after a restart',
  async (how) => {
    const { host, run, engines } = await trainingHost();
    const first = await engineOf(engines, run.id);
    first.say(started(run.id), steps(run.id, 1, 5), checkpoint(run.id, 5), steps(run.id, 6, 9));
    first.exit('killed by SIGKILL');
    expect(await runIn(host, run.id, 'interrupted')).toMatchObject({ step: 9 });
    await host.client.runs.resume({ runId: run.id });
    if (how === 'pause') {
      const paused = await host.client.runs.pause({ runId: run.id });
      expect(paused).toMatchObject({ state: 'paused', step: 5, elapsedMs: 500 });
    }
    await host.close();

    const again = await openTemporaryHost({ dataDir: host.dataDir });
    expect(await again.client.runs.get({ runId: run.id })).toMatchObject({ state: 'paused', step: 5, error: null });
    expect(await again.client.system.notices()).toEqual([]);
  },
);

test('what an engine still says about a run that left it is not written down', async () => {
  const { host, run, engines } = await trainingHost();
  const engine = await engineOf(engines, run.id);
  engine.say(started(run.id), steps(run.id, 1, 4), checkpoint(run.id, 4), { type: 'paused', runId: run.id });
  const next = await host.client.runs.start({ datasetId: run.datasetId, presetId: 'char-rnn-s' });
  await eventually(() => expect(engine.asked('stop')?.runId).toBe(run.id));
  const farewell = checkpoint(run.id, 4, 'other') as Extract<EngineEvent, { type: 'checkpoint' }>;
  const { progress } = farewell.checkpoint;
  engine.say({ ...farewell, reason: 'stop' }, { type: 'ended', runId: run.id, end: 'stopped', progress });
  await eventually(() => expect(engine.asked('train')?.runId).toBe(next.id));
  expect(await host.client.runs.get({ runId: run.id })).toMatchObject({ state: 'paused' });
  expect(await host.client.runs.checkpoints({ runId: run.id })).toMatchObject([{ reason: 'interval' }]);
});

test('an engine that does not start is tried three times, then reported in its own words', async () => {
  let attempts = 0;
  const host = await openTemporaryHost({
    spawnEngine() {
      const engine = new ScriptedEngine();
      attempts++;
      queueMicrotask(() => engine.say({ type: 'init-failed', message: 'no SIMD here' }));
      return engine;
    },
  });
  const refused = host.client.system.info();
  await expect(refused).rejects.toEqual(studioError('engine-failed'));
  await expect(refused).rejects.toThrow('no SIMD here');
  expect(attempts).toBe(3);
});

test('an engine that starts at the second try is used', async () => {
  let attempts = 0;
  const host = await openTemporaryHost({
    spawnEngine() {
      const engine = new ScriptedEngine();
      const works = ++attempts === 2;
      queueMicrotask(() => (works ? engine.say(ready) : engine.exit('exit code 1')));
      return engine;
    },
  });
  expect(await host.client.system.info()).toMatchObject({ version: '1.2.3', backends: ['reference'], threads: 1 });
});

test('an import whose engine dies leaves nothing behind', async () => {
  const host = await openTemporaryHost({
    spawnEngine() {
      const engine = new ScriptedEngine();
      engine.send = () => engine.exit('killed by SIGKILL');
      queueMicrotask(() => engine.say(ready));
      return engine;
    },
  });
  const refused = host.client.datasets.import({ name: 'a.txt', file: new Blob(['abc']) });
  await expect(refused).rejects.toEqual(studioError('engine-failed'));
  expect(await host.client.datasets.list()).toEqual([]);
});

test('a run whose results cannot be written down is given up, and the log says why', async () => {
  const { host, run, engines } = await trainingHost();
  const engine = await engineOf(engines, run.id);
  engine.say(started(run.id), steps(run.id, 1, 4), checkpoint(run.id, 4));
  engine.say(steps(run.id, 4, 5), checkpoint(run.id, 5)); // the same step once more: a defect of the engine
  const broken = await runIn(host, run.id, 'interrupted');
  expect(broken.error).toMatchObject({ code: 'internal', message: expect.stringContaining('go on from step 4') });
  expect(engine.asked('stop')?.runId).toBe(run.id);
  expect(host.logged).toMatchObject([{ level: 'error', message: expect.stringContaining(run.id) }]);
  const { steps: kept } = await host.client.runs.metrics({ runId: run.id, afterStep: 0, maxPoints: 100 });
  expect(kept.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
});
