import { expect, test } from 'vitest';
import { dense, lstm } from '../../../../src-engine/models/default-layers.ts';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import { importFox, openTemporaryHost, runIn, type TemporaryHost } from '../../temporary-host.ts';
import { bytesOf, exportRun, importModelFile } from '../../exports/export-files.ts';
import { tinyModel } from '../tiny-model.ts';

type StartInput = Parameters<TemporaryHost['client']['runs']['start']>[0];

const adam = (learningRate: number): Partial<TrainSpec> => ({
  optimizer: { type: 'adam', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
});
const lstmModel: ModelSpec = {
  ...tinyModel,
  layers: [{ type: 'one_hot' }, lstm(64), lstm(64), dense(2)],
};
const short: Partial<TrainSpec> = { batchSize: 8, sequenceLength: 16, threads: 1 };

async function trained(host: TemporaryHost, run: StartInput) {
  const started = await host.client.runs.start(run);
  expect(started).toMatchObject({ outcome: null, verdict: null });
  return runIn(host, started.id, 'finished', 'diverged', 'failed');
}

test('rates of 5 and 100 end as diverged, with the step and the reason, also where the run came in a file', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  for (const rate of [5, 100]) {
    const train = { ...short, ...adam(rate), epochs: 2, clip: { type: 'none' } as const };
    const run = await trained(host, { datasetId, model: lstmModel, train });
    expect(run.state).toBe('diverged');
    const { steps } = await host.client.runs.metrics({ runId: run.id, afterStep: 0, maxPoints: 1000 });
    expect(run.outcome).toEqual({
      kind: 'diverged',
      step: expect.any(Number),
      since: expect.any(Number),
      epoch: steps.at(-1)?.epoch,
      reason: 'loss',
      loss: expect.any(Number),
      limit: expect.closeTo(10 * Math.log(29) + 10, 3),
    });
    expect(run.verdict).toBeNull();
    expect((await host.client.runs.list())[0].outcome).toEqual(run.outcome);
  }
  const [{ id: runId, outcome }] = await host.client.runs.list();
  const file = await bytesOf(host, await exportRun(host, { runId, format: 'kioku' }));
  await host.client.runs.delete({ runId });
  expect(await importModelFile(host, 'diverged.kioku', file)).toMatchObject({ state: 'diverged', outcome });
});

test('early stopping is told with the epoch at which it ended and the best one, and named by its verdict', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const earlyStopping = { patience: 2, minDelta: 10, restoreBest: true };
  const train = { ...short, ...adam(0.01), epochs: 30, earlyStopping };
  const run = await trained(host, { datasetId, model: tinyModel, train });
  expect(run.outcome).toEqual({
    kind: 'stopped-early',
    epoch: 3,
    step: run.step,
    best: run.bestEpoch,
    patience: 2,
    restored: true,
  });
});

test('a training that is shorter than one epoch ends in its first, and in the middle of a later one in that', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const train = { ...short, epochs: 9 };
  const brief = await trained(host, { datasetId, model: tinyModel, train: { ...train, maxSteps: 2 } });
  const { epochs } = await host.client.runs.metrics({ runId: brief.id, afterStep: 0, maxPoints: 10 });
  expect(epochs.map(({ epoch }) => epoch)).toEqual([1]);
  expect(brief).toMatchObject({ epoch: 0, step: 2, outcome: { kind: 'finished', epoch: 1, step: 2 } });
  const whole = await trained(host, { datasetId, model: tinyModel, train: { ...train, epochs: 1 } });
  expect(whole.outcome).toMatchObject({ epoch: 1 });
  const maxSteps = whole.step + 1;
  const longer = await trained(host, { datasetId, model: tinyModel, train: { ...train, maxSteps } });
  expect(longer).toMatchObject({ epoch: 1, outcome: { kind: 'finished', epoch: 2, step: maxSteps } });
});

test('a training that was too short says that its loss was still falling, and goes on for as long', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const run = await trained(host, { datasetId, model: tinyModel, train: { ...short, ...adam(0.003), epochs: 3 } });
  expect(run.outcome).toEqual({ kind: 'finished', epoch: 3, step: run.step });
  expect(run.verdict).toMatchObject({ kind: 'still-falling' });
  // Three epochs make no curve yet, but their steps do.
  const [curve] = await host.client.runs.lossCurves({ runIds: [run.id, 'gone'] });
  expect(curve?.losses.length).toBeGreaterThan(20);
  expect(curve?.losses.at(-1)).toBeLessThan(curve?.losses[0] ?? 0);
  const { moreEpochs } = run.verdict as Extract<typeof run.verdict, { kind: 'still-falling' }>;
  const longer = await host.client.runs.extend({ runId: run.id, epochs: moreEpochs });
  expect(longer).toMatchObject({ outcome: null, verdict: null });
  expect(await runIn(host, run.id, 'finished')).toMatchObject({ epoch: 3 + moreEpochs });
  const { epochs } = await host.client.runs.metrics({ runId: run.id, afterStep: 0, maxPoints: 10 });
  const [long] = await host.client.runs.lossCurves({ runIds: [run.id] });
  expect(long?.losses).toEqual(epochs.map(({ validationLoss }) => validationLoss));
});

test('a classifier that learns by heart, and a forecaster, are judged by what they hold back', async () => {
  const host = await openTemporaryHost();
  const labels = Array.from(
    { length: 60 },
    (_, n) => `${'abcdefgh'[(n * 5) % 8]}${'xyz'[n % 3]}${n},${'uvw'[(n * n * 7) % 3]}`,
  );
  const texts = await host.client.datasets.import({
    name: 'chance.csv',
    file: new Blob([['text,label', ...labels].join('\n')]),
  });
  const classifier = await trained(host, {
    datasetId: texts.id,
    model: {
      task: 'classification',
      input: { kind: 'tokens', vocabularySize: 2 },
      layers: [
        { type: 'embedding', dim: 8 },
        { type: 'simple_rnn', units: 8, returnSequences: false },
        { type: 'dense', units: 2 },
        { type: 'activation', activation: 'softmax' },
      ],
    },
    train: { epochs: 30, batchSize: 8, sequenceLength: 8, validationFraction: 0.3, threads: 1, ...adam(0.03) },
  });
  expect(classifier.verdict).toMatchObject({
    kind: 'no-better-since',
    epoch: classifier.bestEpoch,
    learnsByHeart: true,
  });

  const months = Array.from(
    { length: 72 },
    (_, n) => `${2000 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}-01,${Math.sin(n)}`,
  );
  const table = await host.client.datasets.import({
    name: 'months.csv',
    file: new Blob([['t,value', ...months].join('\n')]),
    options: { content: { kind: 'series', time: 't', predict: ['value'] } },
  });
  const stopping = { patience: 1, minDelta: 10, restoreBest: true };
  const forecaster = await host.client.runs.start({
    ...{ datasetId: table.id, presetId: 'forecaster', horizon: 3 },
    train: { epochs: 9, threads: 1, earlyStopping: stopping },
  });
  const run = await runIn(host, forecaster.id, 'finished', 'failed');
  expect(run.outcome).toMatchObject({ kind: 'stopped-early', epoch: 2, best: run.bestEpoch });
});
