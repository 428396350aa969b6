import { expect, test } from 'vitest';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { RunFeed } from '../../../src-main/runs/feed/run-feed.ts';

const run = { id: 'run' } as RunRecord;
const one = { key: 1, id: 'run' };
const other = { key: 2, id: 'other' };
const step = (n: number) => ({
  step: n,
  epoch: 1,
  loss: 1,
  gradientNorm: 1,
  learningRate: 1,
  tokensPerSecond: 1,
  elapsedMs: n,
});
const epoch = (n: number) => ({
  epoch: n,
  step: n,
  trainLoss: 1,
  validationLoss: 1,
  validationAccuracy: null,
  validationScores: {},
  tokensPerSecond: 1,
  elapsedMs: n,
});

test('a slow reader gets the newest steps and every epoch in one message', async () => {
  const feed = new RunFeed();
  const updates = feed.watch(1, () => run, undefined);
  expect((await updates.next()).value).toEqual({ run, steps: [], epochs: [] });
  for (let n = 1; n <= 5000; n++)
    feed.publish(one, n % 1000 === 0 ? { steps: [step(n)], epochs: [epoch(n)] } : { steps: [step(n)] });
  const { value } = await updates.next();
  expect(value?.steps.map((each) => each.step)).toEqual(Array.from({ length: 1000 }, (_, index) => 4001 + index));
  expect(value?.epochs).toHaveLength(5);
  await updates.return();
});

test('each reader has its own pace, and runs do not mix', async () => {
  const feed = new RunFeed();
  const [first, second] = [feed.watch(1, () => run, undefined), feed.watch(1, () => run, undefined)];
  await Promise.all([first.next(), second.next()]);
  feed.publish(other, { steps: [step(99)] });
  feed.publish(one, { steps: [step(1)] });
  expect((await first.next()).value?.steps).toEqual([step(1)]);
  feed.publish(one, { steps: [step(2)] });
  expect((await second.next()).value?.steps).toEqual([step(1), step(2)]);
  expect((await first.next()).value?.steps).toEqual([step(2)]);
  await Promise.all([first.return(), second.return()]);
});

test('a reader that goes away while it waits is let go', async () => {
  const feed = new RunFeed();
  const leaving = new AbortController();
  const updates = feed.watch(1, () => run, leaving.signal);
  await updates.next();
  const waiting = updates.next();
  leaving.abort();
  expect((await waiting).done).toBe(true);
});

test('a reader of the list gets all runs, then those that changed or left since its last message', async () => {
  const feed = new RunFeed();
  const record = (id: string) => ({ id }) as RunRecord;
  const updates = feed.watchAll(() => [record('run'), record('other')], record, undefined);
  expect((await updates.next()).value).toEqual({ changed: [record('run'), record('other')], deleted: [] });
  for (let n = 1; n <= 100; n++) feed.publish(one, { steps: [step(n)] });
  expect((await updates.next()).value).toEqual({ changed: [record('run')], deleted: [] });
  feed.publish(one);
  feed.publish(other);
  feed.end(one);
  expect((await updates.next()).value).toEqual({ changed: [record('other')], deleted: ['run'] });
  await updates.return();
});

test('the newest forecast of a forecaster in training is told, also to those who begin to watch later', async () => {
  const feed = new RunFeed();
  const forecast = (n: number) => ({
    epoch: n,
    series: null,
    column: 'y',
    time: [0],
    actual: [1],
    value: [n],
    low: [0],
    high: [2],
  });
  const updates = feed.watch(1, () => run, undefined);
  await updates.next();
  feed.publish(one, { forecast: forecast(1) });
  feed.publish(one, { forecast: forecast(2) });
  expect((await updates.next()).value?.forecast?.epoch).toBe(2);
  feed.publish(one, { steps: [step(3)] });
  expect((await updates.next()).value).not.toHaveProperty('forecast');
  const late = feed.watch(1, () => run, undefined);
  expect((await late.next()).value?.forecast?.epoch).toBe(2);
  await Promise.all([updates.return(), late.return()]);
});
