import { expect, test } from 'vitest';
import type { TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import { importFox, openTemporaryHost, runIn } from '../../temporary-host.ts';
import { tinyModel } from '../tiny-model.ts';

const short = { batchSize: 8, sequenceLength: 16, threads: 1, epochs: 4 } as const;
const adam = (learningRate: number): Partial<TrainSpec> => ({
  optimizer: { type: 'adam', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
});

test('a rate of 5 is found, marked in the list and mended by a run that learns; a dismissal stays for the model', async () => {
  const host = await openTemporaryHost();
  const { runs } = host.client;
  const datasetId = await importFox(host);
  const start = (rate: number) => runs.start({ datasetId, model: tinyModel, train: { ...short, ...adam(rate) } });
  const { id: runId } = await start(5);
  const bad = await runIn(host, runId, 'finished', 'diverged');
  const { open, sightings } = await runs.doctor({ runId, measure: true });
  expect(open[0]).toMatchObject({ rule: 'learning-rate-too-high', severity: 'fault', fix: { kind: 'new-run' } });
  expect(open.length).toBeLessThanOrEqual(3);
  // Each finding is reported once, at the run's end, however often the doctor looks.
  const [ended] = (await runs.events({ runId })).slice(-1);
  expect(sightings).toEqual(expect.arrayContaining(open.map(({ rule }) => ({ rule, step: bad.step, at: ended?.at }))));
  expect((await runs.doctor({ runId })).sightings).toEqual(sightings);
  expect(await runs.doctorMarks({ runIds: [runId] })).toMatchObject([{ runId, rule: 'learning-rate-too-high' }]);

  const mended = await runs.applyFix({ runId, rule: 'learning-rate-too-high' });
  expect(mended).toMatchObject({ datasetId, model: bad.model, train: adam(0.002) });
  await runIn(host, mended.id, 'finished');
  expect((await runs.doctor({ runId: mended.id, measure: true })).open).toEqual([]);
  expect(await runs.doctorMarks({ runIds: [mended.id] })).toEqual([]);

  await runs.dismissFinding({ runId, rule: 'learning-rate-too-high', reason: 'A demonstration.' });
  const again = await start(5);
  await runIn(host, again.id, 'finished', 'diverged');
  const diagnosis = await runs.doctor({ runId: again.id });
  expect(diagnosis.open.map(({ rule }) => rule)).not.toContain('learning-rate-too-high');
  expect(diagnosis.dismissed).toMatchObject([{ reason: 'A demonstration.', finding: { severity: 'fault' } }]);
  await runs.recallFinding({ runId, rule: 'learning-rate-too-high' });
  expect((await runs.doctor({ runId: again.id })).open[0]?.rule).toBe('learning-rate-too-high');
});

test('tells what is wrong with a run before it begins', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const plan = { datasetId, model: tinyModel, measure: true } as const;
  const { doctorBefore } = host.client.runs;
  expect((await doctorBefore({ ...plan, train: short })).open).toEqual([]);
  const { open } = await doctorBefore({ ...plan, train: { ...short, sequenceLength: 2 } });
  expect(open.map(({ rule }) => rule)).toContain('bptt-too-short');
});
