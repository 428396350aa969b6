import { expect, test } from 'vitest';
import type { StepMetrics } from '../../../src-engine/spec/engine-protocol.ts';
import { temporaryStore } from './temporary-store.ts';

/** A deterministic ragged curve. */
const lossAt = (step: number) => 2 + Math.sin(step * 12.9898) + Math.cos(step / 700);

const metrics = (step: number, loss = lossAt(step)): StepMetrics => ({
  step,
  epoch: 1 + Math.floor(step / 1000),
  loss,
  gradientNorm: 1.5,
  learningRate: 0.002,
  tokensPerSecond: 1000,
  elapsedMs: step * 10,
});

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** Steps 1…count, arriving in batches as from an engine. */
async function filled(count: number, loss = lossAt) {
  const { store, addRun } = await temporaryStore();
  const run = addRun('run');
  store.transaction(() => {
    for (let from = 1; from <= count; from += 500) {
      store.stepMetrics.insert(
        run,
        range(from, Math.min(count, from + 499)).map((step) => metrics(step, loss(step))),
      );
    }
  });
  return { store, run };
}

test('few steps come as they are', async () => {
  const { store, run } = await filled(500);
  expect(store.stepMetrics.listThinned(run, 0, 500)).toEqual(range(1, 500).map((step) => metrics(step)));
  expect(store.stepMetrics.listThinned(run, 490, 500).map(({ step }) => step)).toEqual(range(491, 500));
  expect(store.stepMetrics.listThinned(run, 490, 500, 493).map(({ step }) => step)).toEqual([491, 492, 493]);
  expect(store.stepMetrics.listThinned(run, 500, 500)).toEqual([]);
  expect(store.stepMetrics.listThinned(run, 500, 500, 400)).toEqual([]);
});

test.each([
  { afterStep: 0, count: 20_000, maxPoints: 20 },
  { afterStep: 0, count: 20_000, maxPoints: 300 },
  { afterStep: 7777, count: 20_000, maxPoints: 50 },
  { afterStep: 19_000, count: 20_000, maxPoints: 10 },
  { afterStep: 3000, count: 17_000, maxPoints: 20 },
  { afterStep: 5000, count: 5600, maxPoints: 20 },
])('thinned to $maxPoints points from $afterStep to $count, every part keeps its extremes', async (part) => {
  const { afterStep, count, maxPoints } = part;
  const { store, run } = await filled(20_000);
  const thinned = store.stepMetrics.listThinned(run, afterStep, maxPoints, count);
  expect(thinned.length).toBeLessThanOrEqual(maxPoints + 1);
  expect(thinned.length).toBeGreaterThan(maxPoints / 2);
  for (const step of thinned) expect(step).toEqual(metrics(step.step));
  const steps = thinned.map(({ step }) => step);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(steps[0]).toBeGreaterThan(afterStep);
  expect(steps.at(-1)).toBe(count);
  const all = range(afterStep + 1, count).toSorted((a, b) => lossAt(a) - lossAt(b));
  expect(steps).toContain(all[0]);
  expect(steps).toContain(all.at(-1));
});

test('spikes survive in a curve that is thinned to a few thousandths', async () => {
  const spikes = new Map([
    [1, 50],
    [4096, -70],
    [12_288, 60],
    [20_479, -80],
    [40_959, 90],
  ]);
  const { store, run } = await filled(41_000, (step) => spikes.get(step) ?? lossAt(step));
  const steps = store.stepMetrics.listThinned(run, 0, 10).map(({ step }) => step);
  expect(steps).toEqual(expect.arrayContaining([...spikes.keys()]));
  expect(steps.length).toBeLessThanOrEqual(11);
});

test.each([0, 15, 16, 4095, 4096, 6000])(
  'back at step %i, later steps are gone and new ones take their place',
  async (back) => {
    const { store, run } = await filled(10_000, (step) => (step > back ? -100 - step : lossAt(step)));
    store.transaction(() => store.stepMetrics.deleteAfter(run, back));
    expect(store.stepMetrics.listThinned(run, 0, 20_000).map(({ step }) => step)).toEqual(range(1, back));
    store.transaction(() =>
      store.stepMetrics.insert(
        run,
        range(back + 1, 10_000).map((step) => metrics(step)),
      ),
    );
    const { store: untouched, run: same } = await filled(10_000);
    const points = store.stepMetrics.listThinned(run, 0, 40);
    expect(points).toEqual(untouched.stepMetrics.listThinned(same, 0, 40));
  },
);

test('pieces of consecutive steps have the mean and the noise of the whole, from its first step to its last', async () => {
  const { store, run } = await filled(20_000);
  const steps = store.stepMetrics.listPieces(run, { pieces: 10, length: 40 }).map(({ step }) => step);
  expect(steps).toHaveLength(400);
  expect([steps[0], steps.at(-1)]).toEqual([1, 20_000]);
  expect(steps.slice(0, 40)).toEqual(range(1, 40));
  expect(store.stepMetrics.listPieces(run, { pieces: 100, length: 1000 })).toHaveLength(20_000);
  expect(store.stepMetrics.listPieces(run + 1, { pieces: 10, length: 40 })).toEqual([]);
});
