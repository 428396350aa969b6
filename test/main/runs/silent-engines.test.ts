import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '../../eventually.ts';
import { openTemporaryHost, runIn, type TemporaryHost } from '../temporary-host.ts';
import { checkpoint, ready, ScriptedEngine, started, steps } from './scripted-engine.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

const noAnswer = expect.objectContaining({
  data: { code: 'engine-failed', details: { reason: 'no-answer', seconds: 30 } },
});

/** A host whose run has been trained for five steps and is saved at the fourth. */
async function trainingHost(): Promise<{ host: TemporaryHost; runId: string; training: ScriptedEngine }> {
  const engines: ScriptedEngine[] = [];
  const host = await openTemporaryHost({
    spawnEngine() {
      const engine = new ScriptedEngine();
      engines.push(engine);
      queueMicrotask(() => engine.say(ready));
      return engine;
    },
  });
  onTestFinished(() => engines.forEach((engine) => engine.exit('the test is over')));
  const { id: datasetId } = await host.client.datasets.import({ name: 'ab.txt', file: new Blob(['ab'.repeat(1500)]) });
  const { id: runId } = await host.client.runs.start({ datasetId, presetId: 'char-rnn-s' });
  await eventually(() => expect(engines.some((engine) => engine.asked('train'))).toBe(true));
  const training = engines.find((engine) => engine.asked('train'))!;
  for (const engine of engines) if (engine !== training) engine.exit('not needed any more');
  training.say(started(runId), steps(runId, 1, 4), checkpoint(runId, 4), steps(runId, 5, 5));
  return { host, runId, training };
}

test('an engine that says nothing for ten seconds is told of, and so is that it answers again', async () => {
  const { host, training } = await trainingHost();
  const silent = await host.client.system.silentEngines();
  expect((await silent.next()).value).toEqual([]);
  vi.advanceTimersByTime(9_000);
  training.say({ type: 'heartbeat' });
  vi.advanceTimersByTime(9_000);
  expect(host.logged).toEqual([]);
  vi.advanceTimersByTime(1_000);
  const { value } = await silent.next();
  expect(value).toEqual([{ engine: 'training', silentSince: expect.any(Number) }]);
  expect(host.logged.map(({ message }) => message)).toEqual(['The engine that trains has not answered for 10 s.']);
  training.say({ type: 'heartbeat' });
  expect((await silent.next()).value).toEqual([]);
  await silent.return();
});

test('a machine that slept for an hour has no silent engine, since nobody could be heard meanwhile', async () => {
  const { host, training } = await trainingHost();
  vi.advanceTimersByTime(9_000);
  training.say({ type: 'heartbeat' });
  const clocks = [vi.spyOn(Date, 'now'), vi.spyOn(performance, 'now')] as const;
  onTestFinished(() => clocks.forEach((clock) => clock.mockRestore()));
  const hour = 3_600_000;
  clocks[0].mockReturnValue(Date.now() + hour);
  clocks[1].mockReturnValue(performance.now() + hour);
  vi.advanceTimersByTime(9_000);
  expect(host.logged).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(host.logged).toHaveLength(1);
});

test('a look into an engine that stays silent is given up after half a minute, and one that lives is waited for', async () => {
  const { host, runId, training } = await trainingHost();
  const look = host.client.insight.spectra({ runId, live: true });
  look.catch(() => undefined);
  await eventually(() => expect(training.asked('inspect')).toBeDefined());
  vi.advanceTimersByTime(29_000);
  training.say({ type: 'heartbeat' });
  vi.advanceTimersByTime(30_000);
  await expect(look).rejects.toEqual(noAnswer);
});

test.each(['pause', 'stop'] as const)(
  '%s does not wait for ever for an engine in the middle of a step',
  async (command) => {
    const { host, runId, training } = await trainingHost();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asked = host.client.runs[command]({ runId });
    asked.catch(() => undefined);
    while (training.asked(command) === undefined) await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(30_000);
    vi.useRealTimers();
    await expect(asked).rejects.toEqual(noAnswer);
    expect(await host.client.runs.get({ runId })).toMatchObject({ state: 'running' });
    // It does what it was asked when it comes to it.
    training.say({ type: 'paused', runId });
    await runIn(host, runId, 'paused');
  },
);

test('a silent engine that is ended at once leaves a run that goes on from its last checkpoint', async () => {
  const { host, runId, training } = await trainingHost();
  vi.advanceTimersByTime(10_000);
  await host.client.system.endEngine({ engine: 'training' });
  expect(training.requests.map(({ type }) => type)).not.toContain('shutdown');
  const { error } = await runIn(host, runId, 'interrupted');
  expect(error?.message).toContain('The run can go on from step 4.');
  const silent = await host.client.system.silentEngines();
  expect((await silent.next()).value).toEqual([]);
  await silent.return();
});
