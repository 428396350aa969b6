import { expect, test } from 'vitest';
import { importFox, openTemporaryHost, runAtStep, runIn } from '../temporary-host.ts';
import { tinyModel } from './tiny-model.ts';

test('what happens to a run is written down with its time and step', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const datasetId = await importFox(host);
  const before = Date.now();
  const train = { batchSize: 10, sequenceLength: 10, epochs: 100_000 };
  const { id: runId } = await client.runs.start({ datasetId, model: tinyModel, train });
  await runAtStep(host, runId, 5);
  await client.runs.pause({ runId });
  const { step } = await runIn(host, runId, 'paused');
  await client.runs.resume({ runId });
  await runAtStep(host, runId, step + 1);
  await client.runs.stop({ runId });
  await runIn(host, runId, 'stopped');

  const events = await client.runs.events({ runId });
  expect(events.map(({ kind }) => kind)).toEqual(['begin', 'pause', 'continue', 'stop']);
  const [begin, pause, resume, stop] = events;
  expect(begin.step).toBe(0);
  expect([pause.step, resume.step]).toEqual([step, step]);
  expect(stop.step).toBeGreaterThan(step);
  const times = [before, ...events.map(({ at }) => at), Date.now()];
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});
