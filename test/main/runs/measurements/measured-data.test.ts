import { expect, test } from 'vitest';
import { openTemporaryHost } from '../../temporary-host.ts';
import { tinyModel } from '../tiny-model.ts';
import { babble } from './babble.ts';

async function measure({ client }: Awaited<ReturnType<typeof openTemporaryHost>>, runId: string, signal?: AbortSignal) {
  const progress: number[] = [];
  for await (const update of await client.measurements.data({ runId }, signal === undefined ? {} : { signal })) {
    if (update.type === 'measured') return { measurements: update.measurements, progress };
    progress.push(update.done / update.total);
  }
  return null;
}

test('measures the data of a run when it is asked for, and keeps it for all runs that split it so', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const { id: datasetId } = await client.datasets.import({ name: 'text.txt', file: new Blob([babble(1, 3000)]) });
  const start = (train: object) =>
    client.runs.start({
      datasetId,
      model: tinyModel,
      train: { epochs: 1, maxSteps: 1, batchSize: 8, sequenceLength: 10, ...train },
    });
  const { id: runId } = await start({ seed: 1 });
  expect(await client.measurements.known({ runId })).toBeNull();

  const [first, second] = await Promise.all([measure(host, runId), measure(host, runId)]);
  expect(first?.measurements).toEqual(second?.measurements);
  const { nGrams, dependency, leak } = first!.measurements;
  const losses = nGrams!.models.map(({ loss }) => loss);
  expect(nGrams!.models.map(({ order }) => order)).toEqual([1, 2, 5]);
  expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  expect(dependency!.length).toBeGreaterThan(0);
  expect(leak!.overlap!.copiedShare).toBe(0);

  const other = await start({ seed: 2, sequenceLength: 12 });
  expect(await client.measurements.known({ runId: other.id })).toEqual(first!.measurements);
  const larger = await start({ validationFraction: 0.2 });
  expect(await client.measurements.known({ runId: larger.id })).toBeNull();
});

test('one who leaves does not cancel it for another, and the last who leaves does', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const { id: datasetId } = await client.datasets.import({ name: 'text.txt', file: new Blob([babble(2, 20_000)]) });
  const train = { epochs: 1, maxSteps: 1 };
  const { id: runId } = await client.runs.start({ datasetId, model: tinyModel, train });
  const leaving = new AbortController();
  const left = measure(host, runId, leaving.signal).catch(() => null);
  const stayed = measure(host, runId);
  leaving.abort();
  expect(await left).toBeNull();
  expect((await stayed)?.measurements.nGrams).not.toBeNull();

  const { id: otherId } = await client.runs.start({
    ...{ datasetId, model: tinyModel },
    train: { ...train, validationFraction: 0.3 },
  });
  const alone = new AbortController();
  const cancelled = measure(host, otherId, alone.signal).catch(() => null);
  alone.abort();
  expect(await cancelled).toBeNull();
  expect(await client.measurements.known({ runId: otherId })).toBeNull();
});
