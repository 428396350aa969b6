import { afterEach, beforeEach, expect, test } from 'vitest';
import { router } from '../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, type MountedStudio } from '../../studio/mount-studio.ts';
import { aDataset, aRun } from '../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;

beforeEach(() => {
  host = new FakeHost();
  host.datasets = [aDataset()];
});
afterEach(() => studio.unmount());

const rateOf = (train: (typeof host.started)[number]['train']) => train.optimizer?.learningRate;

test('every combination of the typed values joins the queue, under the name of the sweep', async () => {
  studio = await mountStudio(host, '/runs/sweep');
  await studio.fill('Learning rate', '0.001, 0.003');
  await studio.fill('Batch size', '20, 50');
  await studio.fill('Name of the sweep', 'rates');
  expect(studio.text()).toContain('4 runs join the queue.');
  await studio.click('Start the sweep');
  expect(host.started.map(({ train }) => [rateOf(train), train.batchSize])).toEqual([
    [0.001, 20],
    [0.001, 50],
    [0.003, 20],
    [0.003, 50],
  ]);
  await expect.poll(() => router.currentRoute.value.params).toEqual({ tag: 'rates' });
});

test('what is no value of a setting is marked, and nothing can be started with it', async () => {
  studio = await mountStudio(host, '/runs/sweep');
  await studio.fill('Learning rate', '0.001, fast');
  expect(studio.text()).toContain('One of these is not a value of this setting.');
  expect(studio.button('Start the sweep').disabled).toBe(true);
});

test('more combinations than anybody waits for are refused, and some of them by chance are not', async () => {
  studio = await mountStudio(host, '/runs/sweep');
  const seeds = Array.from({ length: 150 }, (_, seed) => seed).join(', ');
  await studio.fill('Seed', seeds);
  expect(studio.text()).toContain('These are 300 combinations; 200 are the most.');
  await studio.fill('Combine', 'random');
  expect(studio.text()).toContain('8 runs join the queue.');
});

const swept = (id: string, learningRate: number, loss: number | null) => {
  const { train } = aRun();
  const optimizer = { type: 'adam' as const, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, learningRate };
  return aRun({
    id,
    name: `LR ${learningRate}`,
    tags: ['rates'],
    train: { ...train, optimizer },
    bestValidationLoss: loss,
    state: loss === null ? 'queued' : 'finished',
  });
};

test('a sweep ranks its runs and says which setting was best, and by how much', async () => {
  host.runs = [swept('a', 0.001, 2.2), swept('b', 0.003, 2), aRun({ id: 'other', name: 'Not of it' })];
  studio = await mountStudio(host, '/runs/sweep/rates');
  expect(studio.text()).toContain('Best with Learning rate 0.003: loss 2.000. The other is 10% higher.');
  const rows = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent);
  expect(rows[0]).toContain('LR 0.003');
  expect(rows[1]).toContain('LR 0.001');
  expect(rows).toHaveLength(2);
});

test('runs that still wait are told, and can be stopped together', async () => {
  host.runs = [swept('a', 0.001, 2.2), swept('b', 0.003, null)];
  studio = await mountStudio(host, '/runs/sweep/rates');
  expect(studio.text()).toContain('Best so far with Learning rate 0.001');
  expect(studio.text()).toContain('1 run still to come.');
  await studio.click('Stop the rest');
  expect(host.runs.map(({ state }) => state)).toEqual(['finished', 'stopped']);
});
