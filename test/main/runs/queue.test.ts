import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { initialProgress } from '../../../src-engine/training/initial-progress.ts';
import type { HostOptions } from '../../../src-main/host/host.ts';
import { eventually } from '../../eventually.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { importFox, runIn, type TemporaryHost } from '../temporary-host.ts';
import { checkpoint, started, steps, type ScriptedEngine } from './scripted-engine.ts';
import { scriptedHost } from './scripted-host.ts';
import { SetClock } from './set-clock.ts';

interface Studio {
  host: TemporaryHost;
  start(name: string, startAt?: string): Promise<string>;
  /** The engine that has this run in training, once it has it. */
  engineOf(runId: string): Promise<ScriptedEngine>;
  states(): Promise<Record<string, string>>;
  /** What lies on the disk at this moment: a data folder as a crash would leave it. */
  crashed(): string;
}

async function openStudio(options: Partial<HostOptions> = {}): Promise<Studio> {
  const { host, engines } = await scriptedHost(options);
  const { client } = host;
  return {
    host,
    async start(name, startAt) {
      const datasetId = (await client.datasets.list())[0]?.id ?? (await importFox(host));
      const train = { batchSize: 1, sequenceLength: 4 };
      return (
        await client.runs.start({
          datasetId,
          presetId: 'char-rnn-s',
          name,
          train,
          ...(startAt !== undefined && { startAt: Date.parse(startAt) }),
        })
      ).id;
    },
    engineOf: (runId) =>
      eventually(() => {
        const engine = engines.findLast((candidate) => candidate.asked('train')?.runId === runId);
        if (engine === undefined) throw new Error('No engine has it yet.');
        return engine;
      }),
    states: async () => Object.fromEntries((await client.runs.list()).map(({ name, state }) => [name, state])),
    crashed() {
      const copy = temporaryFolder();
      for (const name of ['kioku.db', 'kioku.db-wal']) cpSync(join(host.dataDir, name), join(copy, name));
      return copy;
    },
  };
}

const saved = (runId: string, step: number) => [started(runId), steps(runId, 1, step), checkpoint(runId, step)];

/** A studio in which `first` trains and has a checkpoint at step 5, and `second` waits. */
async function busyStudio(options: Partial<HostOptions> = {}): Promise<Studio & { first: string; second: string }> {
  const studio = await openStudio(options);
  const first = await studio.start('first');
  const second = await studio.start('second');
  (await studio.engineOf(first)).say(...saved(first, 5));
  await eventually(async () => expect(await studio.host.client.runs.checkpoints({ runId: first })).toHaveLength(1));
  return { ...studio, first, second };
}

describe('what waits', () => {
  test('goes on waiting when the studio is closed, and begins by itself in the next one', async () => {
    const { host, first, second, start, engineOf } = await busyStudio();
    (await engineOf(first)).say({ type: 'ended', runId: first, end: 'finished', progress: initialProgress });
    const third = await start('third');
    const engine = await engineOf(second);
    engine.say(started(second), steps(second, 1, 1));
    const closing = host.close();
    await eventually(() => expect(engine.asked('pause')).toBeDefined());
    engine.say(checkpoint(second, 1), { type: 'paused', runId: second });
    await closing;

    const command = await openStudio({ role: 'command', dataDir: host.dataDir });
    expect(await command.states()).toEqual({ first: 'finished', second: 'paused', third: 'queued' });
    await command.host.close();

    const next = await openStudio({ dataDir: host.dataDir });
    expect((await next.engineOf(second)).asked('train')?.job.resumeFrom?.progress.step).toBe(1);
    expect(await next.states()).toEqual({ first: 'finished', second: 'running', third: 'queued' });
    (await next.engineOf(second)).say({ type: 'ended', runId: second, end: 'finished', progress: initialProgress });
    await next.engineOf(third);
  });

  test('is left alone by a command that starts a run of its own', async () => {
    const { crashed, second } = await busyStudio();
    const command = await openStudio({ role: 'command', dataDir: crashed() });
    const own = await command.start('own');
    await command.engineOf(own);
    expect(await command.states()).toEqual({ first: 'interrupted', second: 'queued', own: 'running' });
    (await command.engineOf(own)).say({ type: 'ended', runId: own, end: 'finished', progress: initialProgress });
    await command.host.client.runs.resume({ runId: second });
    await command.engineOf(second);
  });

  test('begins at its time, also where the clock was set meanwhile', async () => {
    const clock = new SetClock('2026-11-29T10:00Z');
    const { host, start, engineOf, states } = await openStudio({ clock });
    const later = await start('later', '2026-11-29T12:00Z');
    expect(await host.client.runs.get({ runId: later })).toMatchObject({
      state: 'queued',
      startAt: Date.parse('2026-11-29T12:00Z'),
      waitsUntil: Date.parse('2026-11-29T12:00Z'),
    });
    const now = await start('now');
    (await engineOf(now)).say({ type: 'ended', runId: now, end: 'finished', progress: initialProgress });
    await runIn(host, now, 'finished');
    clock.set('2026-11-29T11:59Z');
    expect(await states()).toEqual({ later: 'queued', now: 'finished' });
    clock.set('2026-11-29T12:00:30Z');
    await engineOf(later);
    expect(await host.client.runs.get({ runId: later })).toMatchObject({
      state: 'running',
      startAt: null,
      waitsUntil: null,
    });
  });

  test('can be given another time, and none', async () => {
    const clock = new SetClock('2026-11-29T10:00Z');
    const { host, start, engineOf } = await openStudio({ clock });
    const { client } = host;
    const runId = await start('later', '2026-11-29T12:00Z');
    const startAt = Date.parse('2026-11-30T12:00Z');
    expect(await client.runs.schedule({ runId, startAt })).toMatchObject({ startAt, waitsUntil: startAt });
    await client.runs.schedule({ runId, startAt: null });
    await engineOf(runId);
    await expect(client.runs.schedule({ runId, startAt })).rejects.toThrow('Only a run that waits');
  });
});

describe('what trained when its studio went down', () => {
  test('goes on from its last checkpoint before all that wait', async () => {
    const { crashed, first } = await busyStudio();
    const { host, engineOf, states } = await openStudio({ dataDir: crashed() });
    expect((await engineOf(first)).asked('train')?.job.resumeFrom?.progress.step).toBe(5);
    expect(await states()).toEqual({ first: 'running', second: 'queued' });
    expect(await host.client.system.notices()).toEqual([]);
    const kinds = (await host.client.runs.events({ runId: first })).map(({ kind }) => kind);
    expect(kinds).toEqual(['begin', 'lose', 'enqueue', 'begin']);
  });

  test('stays interrupted and says why when that happens again, until a person resumes it', async () => {
    const once = await busyStudio();
    const twice = await openStudio({ dataDir: once.crashed() });
    await twice.engineOf(once.first);
    const { host, engineOf, states } = await openStudio({ dataDir: twice.crashed() });
    await engineOf(once.second);
    expect(await states()).toEqual({ first: 'interrupted', second: 'running' });
    const run = await host.client.runs.get({ runId: once.first });
    expect(run).toMatchObject({
      continues: false,
      error: {
        code: 'engine-failed',
        details: { reason: 'ended-again' },
        message: expect.stringContaining('from step 5'),
      },
    });
    expect(await host.client.runs.resume({ runId: once.first })).toMatchObject({ state: 'queued', error: null });
  });

  test('goes on once more where it has trained for long in between', async () => {
    const once = await busyStudio();
    const twice = await openStudio({ dataDir: once.crashed() });
    const tenMinutes = 6100; // a step of the scripted engine takes 100 ms
    const engine = await twice.engineOf(once.first);
    engine.say(started(once.first), steps(once.first, 6, tenMinutes), checkpoint(once.first, tenMinutes));
    await eventually(async () =>
      expect(await twice.host.client.runs.checkpoints({ runId: once.first })).toHaveLength(2),
    );
    const again = await openStudio({ dataDir: twice.crashed() });
    expect((await again.engineOf(once.first)).asked('train')?.job.resumeFrom?.progress.step).toBe(tenMinutes);
  });

  test('is asked about on the desktop once, and goes on when the person wants that', async () => {
    const { crashed, first, second } = await busyStudio();
    const dataDir = crashed();
    const { host, engineOf, states } = await openStudio({ role: 'desktop', dataDir });
    await engineOf(second);
    expect(await states()).toEqual({ first: 'interrupted', second: 'running' });
    expect(await host.client.runs.get({ runId: first })).toMatchObject({ continues: true });
    expect(await host.client.settings.get()).toMatchObject({ resumeAfterRestart: null });
    await host.client.settings.set({ resumeAfterRestart: true });
    expect(await host.client.runs.get({ runId: first })).toMatchObject({ state: 'queued', continues: false });
  });

  test('stays interrupted where the person does not want it to go on', async () => {
    const { host, crashed, second } = await busyStudio();
    await host.client.settings.set({ resumeAfterRestart: false });
    const next = await openStudio({ dataDir: crashed() });
    await next.engineOf(second);
    expect(await next.states()).toEqual({ first: 'interrupted', second: 'running' });
  });

  test('is put in the queue again once when its engine alone has ended', async () => {
    const { host, first, second, engineOf } = await busyStudio();
    const engine = await engineOf(first);
    engine.exit('killed by SIGKILL');
    const other = await eventually(async () => {
      const latest = await engineOf(first);
      expect(latest).not.toBe(engine);
      return latest;
    });
    expect(other.asked('train')?.job.resumeFrom?.progress.step).toBe(5);
    other.say(started(first));
    other.exit('killed by SIGKILL');
    expect(await runIn(host, first, 'interrupted')).toMatchObject({ error: { details: { reason: 'ended-again' } } });
    await engineOf(second);
  });

  test('stays paused where a person had paused it', async () => {
    const { host, first, second, engineOf, crashed } = await busyStudio();
    const pausing = host.client.runs.pause({ runId: first });
    const engine = await engineOf(first);
    await eventually(() => expect(engine.asked('pause')).toBeDefined());
    engine.say({ type: 'paused', runId: first });
    await pausing;
    const next = await openStudio({ dataDir: crashed() });
    await next.engineOf(second);
    expect(await next.states()).toEqual({ first: 'paused', second: 'running' });
  });
});

test('by night alone: what trains is paused in the morning, and goes on in the next night before all others', async () => {
  const clock = new SetClock('2026-11-29T23:00Z');
  const { host, engineOf, start, states } = await openStudio({ clock });
  const { client } = host;
  await client.settings.set({ nightsOnly: true, nightHours: { from: '22:00', to: '06:00', timeZone: 'UTC' } });
  const first = await start('first');
  const second = await start('second');
  const engine = await engineOf(first);
  engine.say(...saved(first, 5));
  clock.set('2026-11-30T06:00Z');
  await eventually(() => expect(engine.asked('pause')).toBeDefined());
  engine.say(steps(first, 6, 7), checkpoint(first, 7), { type: 'paused', runId: first });
  await runIn(host, first, 'queued');
  engine.say({ type: 'ended', runId: first, end: 'stopped', progress: initialProgress });
  const evening = Date.parse('2026-11-30T22:00Z');
  for (const runId of [first, second])
    expect(await client.runs.get({ runId })).toMatchObject({ state: 'queued', waitsUntil: evening });
  await start('third');
  expect(await states()).toEqual({ first: 'queued', second: 'queued', third: 'queued' });

  clock.set('2026-11-30T22:00Z');
  await runIn(host, first, 'running');
  const resumed = await eventually(async () => {
    const latest = await engineOf(first);
    expect(latest.asked('train')?.job.resumeFrom?.progress.step).toBe(7);
    return latest;
  });
  resumed.say(started(first));
  expect(await states()).toEqual({ first: 'running', second: 'queued', third: 'queued' });

  // Where the nights are given up, or begin to count, by day, that is at once.
  clock.set('2026-11-30T23:00Z');
  await client.settings.set({ nightHours: { from: '01:00', to: '05:00', timeZone: 'UTC' } });
  await eventually(() => expect(resumed.requests.filter(({ type }) => type === 'pause')).not.toHaveLength(0));
  resumed.say(checkpoint(first, 7), { type: 'paused', runId: first });
  await runIn(host, first, 'queued');
  resumed.say({ type: 'ended', runId: first, end: 'stopped', progress: initialProgress });
  await client.settings.set({ nightsOnly: false });
  await runIn(host, first, 'running');
});
