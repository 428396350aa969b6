import { expect, test } from 'vitest';
import type { EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';
import type { Finding } from '../../../src-main/contract/doctor/doctor-records.ts';
import type {
  NotificationEvent,
  NotificationMessage,
} from '../../../src-main/contract/notifications/notification-records.ts';
import { eventually } from '../../eventually.ts';
import { started, steps, type ScriptedEngine } from '../runs/scripted-engine.ts';
import { scriptedHost } from '../runs/scripted-host.ts';
import { SetClock } from '../runs/set-clock.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runIn, shareTemporaryHost, type TemporaryHost } from '../temporary-host.ts';
import { receivingServer, type ReceivingServer } from './receiving-server.ts';

const allEvents: NotificationEvent[] = ['finished', 'stopped-early', 'failed', 'diverged', 'finding'];

/** Starts a run of the scripted engine, and resolves once it has said its first steps. */
async function trainedRun(host: TemporaryHost, engines: ScriptedEngine[], name: string) {
  const { id: datasetId } = await host.client.datasets.import({ name: 'ab.txt', file: new Blob(['ab'.repeat(1500)]) });
  const { id } = await host.client.runs.start({ datasetId, presetId: 'char-rnn-s', name, train: { epochs: 1 } });
  const engine = await eventually(() => {
    const found = engines.findLast((candidate) => candidate.asked('train')?.runId === id);
    if (found === undefined) throw new Error('No engine has it yet.');
    return found;
  });
  engine.say(started(id), steps(id, 1, 3));
  return { id, engine };
}

const failureOf = (runId: string): EngineEvent => ({
  ...{ type: 'failed', requestId: null, runId, code: 'internal', message: 'Broken.' },
  details: { reason: 'engine' },
});

const webhook = (
  { client }: TemporaryHost,
  { url }: ReceivingServer,
  events: NotificationEvent[],
  language: 'en' | 'ja' = 'en',
) => client.notifications.add({ name: `${events[0]} ${language}`, events, language, target: { kind: 'webhook', url } });

const messagesOf = ({ requests }: ReceivingServer): NotificationMessage[] =>
  requests.map(({ body }) => JSON.parse(body) as NotificationMessage);

test('a failure is told in the language of the channel, to those who want to hear of failures', async () => {
  const { host, engines } = await scriptedHost();
  const server = await receivingServer();
  await webhook(host, server, ['failed'], 'ja');
  await webhook(host, server, ['failed'], 'en');
  await webhook(host, server, ['finished', 'diverged', 'stopped-early']);
  const { id, engine } = await trainedRun(host, engines, 'my novel');
  const details = { reason: 'engine' };
  engine.say({
    type: 'failed',
    requestId: null,
    runId: id,
    code: 'out-of-memory',
    message: 'There is too little memory.',
    details,
  });
  await runIn(host, id, 'failed');
  await eventually(() => expect(server.requests).toHaveLength(2));
  const [japanese, english] = messagesOf(server).toSorted((a, b) => (a.title < b.title ? 1 : -1));
  expect(japanese.title).toBe('学習に失敗しました：my novel');
  expect(japanese.text).toContain('メモリが足りません');
  expect(english).toMatchObject({
    event: 'failed',
    title: 'Training failed: my novel',
    run: { id, state: 'failed', step: 3 },
  });
  expect(english.text).toMatch(/^There is too little memory\..*\nEpoch 0, step 3, after 0 s\.$/);
});

test('what is not taken is tried again after growing delays, also after a restart, and never twice told', async () => {
  const dataDir = temporaryFolder();
  const clock = new SetClock('2026-11-29T10:00Z');
  const server = await receivingServer();
  server.answers.push({ status: 500 }, { status: 503 }, null);
  const first = await scriptedHost({ dataDir, clock });
  await webhook(first.host, server, ['failed']);
  const { id, engine } = await trainedRun(first.host, first.engines, 'my novel');
  engine.say(failureOf(id));
  const state = async (host: TemporaryHost) => (await host.client.notifications.list())[0].last;
  await eventually(async () => expect(await state(first.host)).toMatchObject({ state: 'waiting', attempts: 1 }));
  expect(await state(first.host)).toMatchObject({
    nextAt: clock.now() + 10_000,
    failure: { reason: 'answered', detail: '500 Internal Server Error' },
  });
  clock.advance(9_999);
  expect(server.requests).toHaveLength(1);
  clock.advance(1);
  await eventually(async () =>
    expect(await state(first.host)).toMatchObject({ attempts: 2, nextAt: clock.now() + 60_000 }),
  );
  await first.host.close();

  clock.advance(3_600_000);
  const second = await scriptedHost({ dataDir, clock });
  // The third attempt is never answered, and a studio that closes does not wait for it.
  await eventually(() => expect(server.requests).toHaveLength(3));
  await second.host.close();

  const third = await scriptedHost({ dataDir, clock });
  await eventually(async () =>
    expect(await state(third.host)).toMatchObject({ state: 'sent', attempts: 3, failure: null }),
  );
  const messages = messagesOf(server);
  expect(messages).toHaveLength(4);
  expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
});

test('a message that nobody takes is given up, which the studio shows', async () => {
  const clock = new SetClock('2026-11-29T10:00Z');
  const { host, engines } = await scriptedHost({ clock });
  const server = await receivingServer();
  server.answers.push(...Array.from({ length: 20 }, () => ({ status: 500, text: 'out of order' })));
  await webhook(host, server, ['failed']);
  const { id, engine } = await trainedRun(host, engines, 'my novel');
  engine.say(failureOf(id));
  const last = async () => (await host.client.notifications.list())[0].last;
  const delays: number[] = [];
  for (let attempts = 1; attempts <= 6; attempts++) {
    const waiting = await eventually(async () => {
      const found = await last();
      expect(found).toMatchObject({ state: 'waiting', attempts });
      return found;
    });
    const delay = (waiting?.nextAt ?? 0) - clock.now();
    delays.push(delay);
    clock.advance(delay);
  }
  expect(delays).toEqual([10_000, 60_000, 300_000, 1_800_000, 7_200_000, 21_600_000]);
  await eventually(async () => expect(await last()).toMatchObject({ state: 'given-up', attempts: 7, nextAt: null }));
  expect(await host.client.system.notices()).toMatchObject([
    {
      ...{ code: 'notification-given-up', severity: 'warning' },
      details: { channel: 'failed en', detail: '500 Internal Server Error out of order' },
    },
  ]);
  clock.advance(100 * 3_600_000);
  expect(server.requests).toHaveLength(7);
});

test('what the doctor finds while a run trains is told once', async () => {
  const clock = new SetClock('2026-11-29T10:00Z');
  const { host, engines } = await scriptedHost({ clock });
  const server = await receivingServer();
  await webhook(host, server, ['finding']);
  const { id, engine } = await trainedRun(host, engines, 'my novel');
  engine.say(steps(id, 4, 20, 2), steps(id, 21, 60, 40));
  await eventually(async () => expect((await host.client.runs.get({ runId: id })).step).toBe(60));
  const open: Finding[] = (await host.client.runs.doctor({ runId: id })).open.filter(
    ({ severity }) => severity !== 'note',
  );
  expect(open.length).toBeGreaterThan(0);
  clock.advance(60_000);
  await eventually(() => expect(server.requests).toHaveLength(open.length));
  clock.advance(60_000);
  clock.advance(60_000);
  engine.say(failureOf(id));
  await runIn(host, id, 'failed');
  await host.close();
  const rules = messagesOf(server).map(({ finding }) => finding?.rule);
  expect(rules).toEqual([...new Set(rules)]);
  expect(rules).toEqual(expect.arrayContaining(open.map(({ rule }) => rule)));
  expect(messagesOf(server)[0].title).toBe('The doctor has found something: my novel');
});

const real = shareTemporaryHost();

test('real trainings: one that finishes, one that stops early, one that a person stops, and a group of two', async () => {
  const host = real();
  const { client } = host;
  const server = await receivingServer();
  const channel = await webhook(host, server, allEvents.slice(0, 4));
  const { id: datasetId } = await client.datasets.import({ name: 'ab.txt', file: new Blob(['abc '.repeat(600)]) });
  const train = { batchSize: 4, sequenceLength: 16, epochs: 2, seed: 1 };
  const start = (name: string, more: object = {}) =>
    client.runs.start({ datasetId, presetId: 'char-rnn-s', name, train: { ...train, ...more } });
  const told = () => messagesOf(server).map(({ event, run }) => `${event} ${run?.name ?? ''}`);

  const finished = await start('whole');
  await runIn(host, finished.id, 'finished');
  await eventually(() => expect(told()).toEqual(['finished whole']));
  expect(messagesOf(server)[0].text).toMatch(
    /^Epoch 2, step \d+, after .+\. Validation loss \d\.\d{3}\. The best was \d\.\d{3}, in epoch \d\.$/,
  );

  const early = await start('early', {
    ...{ epochs: 50, optimizer: { type: 'sgd', learningRate: 1e-9 } },
    earlyStopping: { patience: 1, minDelta: 0.5, restoreBest: false },
  });
  await runIn(host, early.id, 'finished');
  await eventually(() => expect(told()).toEqual(['finished whole', 'stopped-early early']));

  const stopped = await start('stopped', { epochs: 5000 });
  await runIn(host, stopped.id, 'running');
  await client.runs.stop({ runId: stopped.id });
  const runs = await client.runs.repeatWithSeeds({ runId: finished.id, seeds: 3 });
  for (const run of runs) await runIn(host, run.id, 'finished');
  await eventually(() => expect(told()).toHaveLength(3));
  expect(messagesOf(server)[2]).toMatchObject({
    event: 'finished',
    text: expect.stringContaining('the last run of the group'),
  });

  await client.notifications.remove({ channelId: channel.id });
});
