import { expect, test } from 'vitest';
import type { RunRecord } from '../../../src-main/contract/records.ts';
import { RunFeed } from '../../../src-main/runs/run-feed.ts';

const run = { id: 'run' } as RunRecord;
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
  tokensPerSecond: 1,
  elapsedMs: n,
});

test('a slow reader gets the newest steps and every epoch in one message', async () => {
  const feed = new RunFeed();
  const updates = feed.watch(1, () => run, undefined);
  expect((await updates.next()).value).toEqual({ run, steps: [], epochs: [] });
  for (let n = 1; n <= 5000; n++)
    feed.publish(1, n % 1000 === 0 ? { steps: [step(n)], epochs: [epoch(n)] } : { steps: [step(n)] });
  const { value } = await updates.next();
  expect(value?.steps.map((each) => each.step)).toEqual(Array.from({ length: 1000 }, (_, index) => 4001 + index));
  expect(value?.epochs).toHaveLength(5);
  await updates.return();
});

test('each reader has its own pace, and runs do not mix', async () => {
  const feed = new RunFeed();
  const [one, two] = [feed.watch(1, () => run, undefined), feed.watch(1, () => run, undefined)];
  await Promise.all([one.next(), two.next()]);
  feed.publish(2, { steps: [step(99)] });
  feed.publish(1, { steps: [step(1)] });
  expect((await one.next()).value?.steps).toEqual([step(1)]);
  feed.publish(1, { steps: [step(2)] });
  expect((await two.next()).value?.steps).toEqual([step(1), step(2)]);
  expect((await one.next()).value?.steps).toEqual([step(2)]);
  await Promise.all([one.return(), two.return()]);
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
