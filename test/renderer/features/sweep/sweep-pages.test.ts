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

test('a sweep by successive halving is put in the queue as one, with its rungs', async () => {
  studio = await mountStudio(host, '/runs/sweep');
  await studio.fill('Learning rate', '0.001, 0.003, 0.01, 0.03');
  await studio.fill('Name of the sweep', 'halved');
  await studio.fill('Epochs', '9');
  await studio.fill('Train', 'halving');
  expect(studio.text()).toContain('Runs stop after 1 (4 runs), 3 (1 runs)');
  await studio.click('Start the sweep');
  expect(host.started).toEqual([]);
  expect(host.startedSweeps).toMatchObject([
    { name: 'halved', rungs: { unit: 'epochs', first: 1, reduction: 3, whole: 9 } },
  ]);
  // The order is random: in the order of their rates, each run might be the best so far.
  expect(host.startedSweeps[0]?.runs.map(({ name }) => name).toSorted()).toEqual([
    'LR 0.001',
    'LR 0.003',
    'LR 0.01',
    'LR 0.03',
  ]);
});

test('combinations with several seeds are compared by their means, and a difference within the noise is none', async () => {
  const seeded = (rate: number, seed: number, loss: number) => {
    const run = swept(`${rate}-${seed}`, rate, loss);
    return { ...run, train: { ...run.train, seed }, outcome: { kind: 'finished' as const, epoch: 1, step: 1 } };
  };
  host.runs = [2, 2.2, 2.1].flatMap((loss, seed) => [seeded(0.001, seed, loss), seeded(0.003, seed, 4.22 - loss)]);
  studio = await mountStudio(host, '/runs/sweep/rates');
  expect(studio.text()).toContain('Best with Learning rate 0.001: 2.100 ± 0.248 over 3 seeds.');
  expect(studio.text()).toContain('is none: it is within the noise of the seeds.');
  expect(studio.text()).toContain('Repeats compared');
});

test('the ends of an axis are moved with the keyboard, and the table has the runs that are left', async () => {
  host.runs = [swept('a', 0.001, 2.2), swept('b', 0.003, 2), swept('c', 0.03, 3)];
  studio = await mountStudio(host, '/runs/sweep/rates');
  const rows = () => [...document.querySelectorAll('tbody tr')].map((row) => row.textContent);
  expect(rows()).toHaveLength(3);
  const end = document.querySelector('[aria-label="Learning rate: upper end of the brush"]');
  end?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
  await studio.click('Show all').catch(() => undefined);
  end?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
  await expect.poll(rows).toHaveLength(2);
  expect(studio.text()).toContain('2 of 3 runs within the brushes.');
  await studio.click('Show all');
  expect(rows()).toHaveLength(3);
});
