import { expect, test } from 'vitest';
import type { LearningRateUpdate } from '../../../src-main/contract/doctor/learning-rate-records.ts';
import { importFox, openTemporaryHost, runIn } from '../temporary-host.ts';
import { tinyModel } from './tiny-model.ts';

const train = { epochs: 2, batchSize: 4, sequenceLength: 10, seed: 3 };

/** Collects all points and the result of a search. */
async function follow(updates: AsyncIterable<LearningRateUpdate>) {
  const points = [];
  for await (const update of updates) {
    if (update.type === 'found') return { points, found: update };
    points.push(...update.points);
  }
  throw new Error('The search ended without a word.');
}

test('a search for a new run streams its points and the pick, and keeps nothing', async () => {
  const { client, ...host } = await openTemporaryHost();
  const datasetId = await importFox({ ...host, client });
  const run = { datasetId, model: tinyModel, train };
  const search = () => client.runs.findLearningRate({ of: 'new-run', run });
  const { points, found } = await follow(await search());
  expect(points.length).toBeGreaterThan(30);
  const rates = points.map(({ learningRate }) => learningRate);
  expect(rates).toEqual(rates.toSorted((a, b) => a - b));
  expect(found.pick?.learningRate).toBeGreaterThan(1e-4);
  expect(found.pick?.learningRate).toBeLessThan(1);
  expect(['steepest-fall', 'below-divergence', 'overshoot']).toContain(found.pick?.reason);
  expect(await follow(await search())).toEqual({ points, found });
  expect(await client.runs.list()).toEqual([]);
});

test('a search goes on from a run, and leaves the run as it is; settings may change as in a branch', async () => {
  const { client, ...host } = await openTemporaryHost();
  const datasetId = await importFox({ ...host, client });
  const { id: runId } = await client.runs.start({ datasetId, model: tinyModel, train });
  const run = await runIn({ client }, runId, 'finished');
  const before = await client.runs.checkpoints({ runId });
  const fromRun = await follow(await client.runs.findLearningRate({ of: 'run', runId }));
  const [epoch] = await client.runs.metrics({ runId, afterStep: 0, maxPoints: 100 }).then(({ epochs }) => epochs);
  // The search begins with a network that has learnt.
  expect(fromRun.points[0].loss).toBeLessThan(epoch.trainLoss);
  const last = before.reduce((a, b) => (b.step > a.step ? b : a));
  const optimizer = { type: 'sgd' as const, learningRate: 0.3 };
  const of = { of: 'checkpoint' as const, checkpointId: last.id, train: { optimizer, batchSize: 3 } };
  const branched = await follow(await client.runs.findLearningRate(of));
  expect(branched.found.present).toBe(0.3);
  expect(branched.points[0].learningRate).not.toBe(fromRun.points[0].learningRate);
  expect(await client.runs.checkpoints({ runId })).toEqual(before);
  expect(await client.runs.get({ runId })).toEqual(run);
});

test('a search ends when nobody waits for it, and is refused where there is nothing to train', async () => {
  const { client, ...host } = await openTemporaryHost();
  const datasetId = await importFox({ ...host, client });
  const wide = {
    ...tinyModel,
    layers: [tinyModel.layers[0], { type: 'lstm' as const, units: 256 }, tinyModel.layers[2]],
  };
  const updates = await client.runs.findLearningRate({ of: 'new-run', run: { datasetId, model: wide, train } });
  for await (const update of updates) if (update.type === 'points') break;
  // The engine answers the next request at once.
  const { points } = await follow(
    await client.runs.findLearningRate({ of: 'new-run', run: { datasetId, model: tinyModel, train } }),
  );
  expect(points.length).toBeGreaterThan(30);

  const refused = async (input: Parameters<typeof client.runs.findLearningRate>[0]) =>
    follow(await client.runs.findLearningRate(input)).catch((error: unknown) => error);
  const layers = tinyModel.layers.slice(0, -1);
  expect(await refused({ of: 'new-run', run: { datasetId, model: { ...tinyModel, layers }, train } })).toMatchObject({
    data: { code: 'invalid-model' },
  });
  expect(await refused({ of: 'run', runId: 'none' })).toMatchObject({ data: { code: 'run-not-found' } });
  expect(await refused({ of: 'checkpoint', checkpointId: 'none' })).toMatchObject({
    data: { code: 'checkpoint-not-found' },
  });
});
