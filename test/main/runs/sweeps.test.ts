import { expect, test } from 'vitest';
import { eventually } from '../../eventually.ts';
import { promotable, planRungs, type Climber } from '../../../src-main/runs/sweeps/successive-halving.ts';
import { importFox, openTemporaryHost, runIn } from '../temporary-host.ts';
import { finalParameters } from './final-parameters.ts';
import { tinyModel } from './tiny-model.ts';

test('rungs are each so many times as long as the one before, and shorter than a whole training', () => {
  expect(planRungs({ unit: 'epochs', first: 1, whole: 27, reduction: 3 }).counts).toEqual([1, 3, 9]);
  expect(planRungs({ unit: 'steps', first: 100, whole: 100, reduction: 2 }).counts).toEqual([]);
});

test('of the runs that have come to a rung the best go on, without waiting for others, the highest rung first', () => {
  const plan = planRungs({ unit: 'epochs', first: 1, whole: 9, reduction: 3 });
  const at = (id: string, rung: number | null, ...losses: (number | null)[]): Climber => ({
    id,
    rung,
    isWaiting: rung !== null && (losses[rung] ?? null) !== null,
    losses,
  });
  const idsOf = (climbers: Climber[], isQuiet = false) => promotable(climbers, plan, isQuiet).map(({ id }) => id);
  expect(idsOf([at('a', 0, 2, null), at('b', 0, 1, null)])).toEqual([]);
  const three = [at('a', 0, 2, null), at('b', 0, 1, null), at('c', 0, 3, null)];
  expect(idsOf(three)).toEqual(['b']);
  // Run b is already on its way: no other run goes on in its place.
  expect(idsOf([at('a', 0, 2, null), at('b', 1, 1, null), at('c', 0, 3, null)])).toEqual([]);
  const six = [at('a', 1, 2, 1.5), at('b', 1, 1, 0.9), at('c', 0, 3, null), at('d', 1, 2.5, 1.2)];
  expect(idsOf([...six, at('e', 0, 0.5, null), at('f', 0, Infinity, Infinity)])).toEqual(['b', 'e']);
  expect(idsOf([at('a', 0, 2, null), at('b', 0, 1, null)], true)).toEqual(['b']);
  expect(idsOf([at('a', 0, Infinity, Infinity)], true)).toEqual([]);
});

const train = { batchSize: 10, sequenceLength: 10, epochs: 4, seed: 3 };
const withRate = (datasetId: string, learningRate: number) => ({
  datasetId,
  name: `rate ${learningRate}`,
  tokenizer: { type: 'character' as const, minimumFrequency: 1 },
  presetId: null,
  model: tinyModel,
  train: { ...train, optimizer: { type: 'sgd' as const, learningRate } },
});

test('a sweep stops runs at rungs, lets the best go on to the end of what was planned, and keeps the others', async () => {
  const host = await openTemporaryHost({ role: 'server' });
  const { client, dataDir } = host;
  const datasetId = await importFox(host);
  const rates = [1e-5, 0.5, 1e-4, 1e-3];
  const started = await client.sweeps.start({
    name: 'rates',
    runs: rates.map((rate) => withRate(datasetId, rate)),
    rungs: { unit: 'epochs', first: 1, whole: 4, reduction: 2 },
  });
  expect(started.rungs.map(({ count }) => count)).toEqual([1, 2]);
  const runs = await eventually(async () => {
    const all = (await client.runs.list()).filter(({ sweep }) => sweep?.id === started.id);
    expect(all.every(({ outcome }) => outcome !== null)).toBe(true);
    expect(all.filter(({ state }) => state === 'finished')).toHaveLength(1);
    return all;
  });
  const byName = new Map(runs.map((run) => [run.name, run]));
  expect(byName.get('rate 0.5')).toMatchObject({ state: 'finished', epoch: 4, tags: ['rates'] });
  expect(byName.get('rate 0.00001')).toMatchObject({ state: 'stopped', epoch: 1, outcome: { atRung: 0 } });
  const [sweep] = await client.sweeps.list();
  expect(sweep?.rungs).toMatchObject([
    { count: 1, arrived: 4, promoted: 2 },
    { count: 2, arrived: 2, promoted: 1 },
  ]);

  // The run was stopped twice, and has reached the same bits as one that never was.
  const alone = await client.runs.start(withRate(datasetId, 0.5));
  await runIn(host, alone.id, 'finished');
  const promoted = byName.get('rate 0.5')?.id ?? '';
  expect(finalParameters(dataDir, promoted)).toEqual(finalParameters(dataDir, alone.id));

  const stopped = byName.get('rate 0.00001')?.id ?? '';
  expect(await client.runs.checkpoints({ runId: stopped })).not.toHaveLength(0);
  await client.runs.resume({ runId: stopped });
  expect(await runIn(host, stopped, 'finished')).toMatchObject({ epoch: 4, sweep: { rung: null } });
});

test('rungs can be steps within an epoch, which is measured where it stops', async () => {
  const host = await openTemporaryHost({ role: 'server' });
  const { client } = host;
  const datasetId = await importFox(host);
  const runs = [0.5, 1e-5].map((rate) => withRate(datasetId, rate));
  const rungs = { unit: 'steps' as const, first: 10, whole: 160, reduction: 10 };
  const { id } = await client.sweeps.start({ name: 'steps', runs, rungs });
  const over = await eventually(async () => {
    const all = (await client.runs.list()).filter(({ sweep }) => sweep?.id === id);
    expect(all.map(({ state }) => state).toSorted()).toEqual(['finished', 'stopped']);
    return all;
  });
  expect(over.find(({ state }) => state === 'stopped')).toMatchObject({ step: 10, name: 'rate 0.00001' });
  expect(over.find(({ state }) => state === 'stopped')?.bestValidationLoss).not.toBeNull();
});
