import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { dense, embedding, lstm } from '../../../src-engine/models/default-layers.ts';
import type { Checkpoint, NamedTensor } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { tasks } from '../../../src-engine/tasks/index.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { divergenceRule } from '../../../src-engine/training/divergence.ts';
import { initialProgress } from '../../../src-engine/training/initial-progress.ts';
import { createTrainer } from '../../../src-engine/training/trainer.ts';
import { startTraining } from '../../../src-engine/training/training-run.ts';
import { advance, smallModel, smallText, smallTrainer, trainSpec, uninterrupted } from './small-run.ts';

const stepwise = { everyEpoch: true, everySteps: 1, everyMinutes: null, keepLast: 100, keepBest: 1 };
const sgd = (learningRate: number, changes: Partial<TrainSpec> = {}) =>
  trainSpec({ optimizer: { type: 'sgd', learningRate }, checkpoints: stepwise, ...changes });

/** A beginning that expects token 0 with so many nats against all others, which makes losses as high. */
async function prejudiced(nats: number): Promise<Checkpoint> {
  const { tensors } = await smallTrainer().checkpoint();
  const beginning = tensors.filter(({ name }) => name.startsWith('parameter/'));
  const changed = beginning.map((tensor): NamedTensor => {
    if (tensor.name !== 'parameter/2.bias') return tensor;
    return { ...tensor, bytes: new Uint8Array(Float64Array.of(nats, 0, 0, 0, 0).buffer) };
  });
  return { progress: { ...initialProgress, optimizerSince: 0 }, tensors: changed };
}

/** All that a run tells, to its end. */
async function eventsOf(
  train: TrainSpec,
  { documents, resumeFrom = null }: { documents?: Int32Array[]; resumeFrom?: Checkpoint | null } = {},
): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  const run = startTraining({
    runId: 'r',
    open: async () => smallTrainer({ train, resumeFrom, ...(documents && { documents }) }),
    checkpoints: train.checkpoints,
    emit: (event) => void events.push(event),
    clock: () => 0,
    yieldToEventLoop: () => Promise.resolve(),
  });
  await run.finished;
  return events;
}

describe('a training diverges', () => {
  test('after twenty steps in a row with losses above 10 ln V + 10', async () => {
    const limit = 10 * Math.log(5) + 10;
    const trainer = smallTrainer({ train: sgd(1e-9), resumeFrom: await prejudiced(150) });
    const { steps } = await advance(trainer, 19);
    expect(Math.min(...steps.map(({ loss }) => loss))).toBeGreaterThan(limit);
    expect(trainer.progress.divergingSince).toBe(1);
    await expect(trainer.step()).rejects.toMatchObject({
      code: 'diverged',
      message: expect.stringMatching(/at step 20 .* above the 26\.1 that it may reach/),
      details: { reason: 'training', step: 1 },
    });
  });

  test('at the same step when it was interrupted among those steps', async () => {
    const train = sgd(1e-9);
    const before = smallTrainer({ train, resumeFrom: await prejudiced(150) });
    await advance(before, 12);
    const after = smallTrainer({ train, resumeFrom: await before.checkpoint() });
    await advance(after, 7);
    await expect(after.step()).rejects.toMatchObject({ details: { step: 1 } });
  });

  test('not where high losses come down in time', async () => {
    const optimizer = { type: 'adam', learningRate: 2, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
    const resumeFrom = await prejudiced(60);
    const trainer = smallTrainer({ train: trainSpec({ optimizer, epochs: 3 }), resumeFrom });
    const { steps } = await advance(trainer, 1000);
    expect(steps[0].loss).toBeGreaterThan(10 * Math.log(5) + 10);
    expect(steps).toHaveLength(42);
    expect(trainer).toMatchObject({ end: 'finished' });
    expect('divergingSince' in trainer.progress).toBe(false);
  });

  test('at once where the perplexity is not finite, although the loss is', async () => {
    const trainer = smallTrainer({ train: sgd(1e6, { clip: { type: 'norm', max: 1 } }) });
    await trainer.step();
    await expect(trainer.step()).rejects.toMatchObject({ code: 'diverged', details: { step: 2 } });
  });

  test('at its end where it is too short for twenty high losses', async () => {
    const trainer = smallTrainer({ train: sgd(1e-9, { maxSteps: 9 }), resumeFrom: await prejudiced(150) });
    await advance(trainer, 9);
    await expect(trainer.endEpoch(uninterrupted)).rejects.toMatchObject({ code: 'diverged', details: { step: 1 } });
  });
});

test('every step of a divergence is looked into, and its error tells the step, the loss and the limit', async () => {
  const events = await eventsOf(sgd(1e-9), { resumeFrom: await prejudiced(150) });
  const looks = events.flatMap((event) => (event.type === 'insight' ? event.insight.step : []));
  expect(looks).toEqual(Array.from({ length: 19 }, (_, n) => n + 1));
  expect(events.at(-1)).toMatchObject({
    type: 'failed',
    details: { step: 1, at: 20, cause: 'loss', loss: expect.any(Number), limit: expect.closeTo(26.09, 2) },
  });
});

test('the limit grows with the classes; for numbers it is a hundred times the loss of always answering 0', () => {
  const model = smallModel();
  const classifier: ModelSpec = { ...model, task: 'classification' };
  expect(divergenceRule(classifier, 1).limit).toBeCloseTo(10 * Math.log(5) + 10, 12);
  expect(divergenceRule({ ...model, task: 'regression' }, 1)).toEqual({ limit: 100, hasPerplexity: false });
});

test('numbers that are not standardised are no divergence', async () => {
  const sequences = Array.from({ length: 30 }, (_, n) => ({
    features: Float32Array.from({ length: 4 }, (_, t) => Math.sin(n + t)),
    targets: Float32Array.of(1000 + Math.sin(n + 4)),
  }));
  const model: ModelSpec = {
    task: 'regression',
    input: { kind: 'features', size: 1 },
    layers: [lstm(4, { returnSequences: false }), dense(1)],
  };
  const train = trainSpec({ epochs: 3, batchSize: 1, sequenceLength: 4 });
  const content = { kind: 'sequences' as const, sequences, featureCount: 1, outputCount: 1 };
  const data = tasks.regression.createData(content, null, train);
  expect(data.zeroLoss).toBeCloseTo(1e6, -4);
  const backend = createReferenceBackend();
  const trainer = createTrainer({ backend, model, train, data, resumeFrom: null, clock: () => 0 });
  const { steps } = await advance(trainer, 1000);
  expect(steps.length).toBeGreaterThan(60);
  expect(steps.every(({ loss }) => loss > 100)).toBe(true);
});

describe('what a run that diverges leaves', () => {
  const savedIn = (events: EngineEvent[]) =>
    events.flatMap((event) => (event.type === 'checkpoint' ? [event.checkpoint.progress.step] : []));

  test('is what it began with, where nothing good had been saved', async () => {
    const events = await eventsOf(sgd(1e6, { clip: { type: 'norm', max: 1 } }), { documents: [smallText(9)] });
    expect(events.at(-1)).toMatchObject({ type: 'failed', code: 'diverged', details: { step: 2 } });
    const last = events.at(-2);
    expect(last).toMatchObject({ type: 'checkpoint', reason: 'branch', checkpoint: { progress: { step: 0 } } });
    const fresh = (await smallTrainer().checkpoint()).tensors.filter(({ name }) => name.startsWith('parameter/'));
    expect(last?.type === 'checkpoint' && last.checkpoint.tensors).toEqual(fresh);
  });

  test('has no regular checkpoint of the steps in which losses were too high', async () => {
    // The learning rate grows with every step, until it is too large.
    const train = sgd(2000, { schedule: { type: 'constant', warmupSteps: 400 }, clip: { type: 'none' }, epochs: 100 });
    const events = await eventsOf({ ...train, checkpoints: { ...stepwise, keepLast: 1 } });
    const failure = events.at(-1);
    expect(failure).toMatchObject({ type: 'failed', code: 'diverged' });
    const since = failure?.type === 'failed' ? Number(failure.details['step']) : NaN;
    expect(since).toBeGreaterThan(2);
    const saved = savedIn(events);
    expect(Math.max(...saved)).toBeLessThan(since);
    expect(saved.some((step) => step > 0 && step <= since - 2)).toBe(true);
    expect(saved).not.toContain(0);
  });
});

test('an embedding that diverges is put back with the rest', async () => {
  const trainer = smallTrainer({ model: smallModel([embedding(3), lstm(4)]), train: sgd(1e6) });
  await advance(trainer, 1);
  const beginning = await trainer.beginning();
  expect(beginning?.tensors.map(({ name }) => name)).toContain('parameter/0.weights');
  expect(await smallTrainer({ resumeFrom: beginning }).step()).toEqual(await smallTrainer().step());
});
