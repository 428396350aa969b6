import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { toNamedTensor, valuesOf } from '../../../src-engine/checkpoint/named-tensor.ts';
import { idsOf, parseGoldenFixture, type GoldenFixture } from '../../tools/golden/golden-fixture.ts';
import { relativeError } from '../../tools/golden/relative-error.ts';
import { dense, embedding, lstm } from '../../../src-engine/models/default-layers.ts';
import type { Checkpoint } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { Batch, BatchSource } from '../../../src-engine/training/batch-source.ts';
import { createTrainer, type Trainer } from '../../../src-engine/training/trainer.ts';
import { advance, uninterrupted, smallTrainer, trainSpec } from './small-run.ts';

/** The batches of a golden file as the data of a training. */
function goldenSource({ steps, stateCarried }: GoldenFixture): BatchSource {
  const first = idsOf(steps[0]);
  const shape = { batch: first.length, steps: first[0].length };
  const timeMajor = (values: number[]) =>
    Int32Array.from(values, (_, n) => values[(n % shape.batch) * shape.steps + Math.floor(n / shape.batch)]);
  return {
    count: steps.length,
    carriesState: stateCarried,
    shapes: [shape],
    batch(_, n) {
      const { targets, lengths } = steps[n];
      return {
        ...shape,
        input: { ids: timeMajor(idsOf(steps[n]).flat()) },
        lengths: lengths && Int32Array.from(lengths),
        targets: targets.length === shape.batch ? Int32Array.from(targets) : timeMajor(targets),
        weight: targets.length,
      };
    },
  };
}

describe('against PyTorch', () => {
  test.each(['lm_lstm', 'lm_onehot_lstm2', 'lm_gru', 'lm_rnn', 'cls_bilstm', 'cls_seed_shape'])(
    '%s: losses, gradient norms and final parameters',
    async (name) => {
      const file = new URL(`../../golden/${name}.json`, import.meta.url);
      const fixture = parseGoldenFixture(JSON.parse(readFileSync(file, 'utf8')));
      const create = (resumeFrom: Checkpoint | null): Trainer =>
        createTrainer({
          backend: createReferenceBackend(),
          model: fixture.model,
          train: trainSpec({ optimizer: fixture.optimizer, clip: fixture.clip, validationFraction: 0 }),
          data: { training: goldenSource(fixture), validation: null },
          resumeFrom,
          clock: () => 0,
        });
      const fresh = await create(null).checkpoint();
      const trainer = create({
        ...fresh,
        tensors: fresh.tensors.map((tensor) => {
          const initial = fixture.initial.get(tensor.name.replace('parameter/', ''));
          return initial ? toNamedTensor(tensor.name, initial.shape, Float64Array.from(initial.data)) : tensor;
        }),
      });

      const { steps, epochs } = await advance(trainer, fixture.steps.length);
      const expected = fixture.steps;
      expect(
        relativeError(
          steps.map(({ loss }) => loss),
          expected.map(({ loss }) => loss),
        ),
      ).toBeLessThan(1e-9);
      expect(
        relativeError(
          steps.map(({ gradientNorm }) => gradientNorm),
          expected.map(({ gradientNorm }) => gradientNorm),
        ),
      ).toBeLessThan(1e-9);
      const meanLoss = expected.reduce((sum, { loss }) => sum + loss, 0) / expected.length;
      expect(epochs[0].trainLoss).toBeCloseTo(meanLoss, 9);
      for (const tensor of (await trainer.checkpoint()).tensors) {
        const final = fixture.final.get(tensor.name.replace('parameter/', ''));
        if (final) expect(relativeError(valuesOf(tensor, final.shape), final.data)).toBeLessThan(1e-9);
      }
    },
  );
});

test('gradients accumulated over three batches are those of one batch of three', async () => {
  const rows = [
    { ids: [1, 2, 3, 0], label: 0 },
    { ids: [2, 2, 0, 1], label: 2 },
    { ids: [4, 0, 1, 1], label: 1 },
  ];
  const batchOf = (some: typeof rows): Batch => ({
    batch: some.length,
    steps: 4,
    input: {
      ids: Int32Array.from(
        { length: 4 * some.length },
        (_, n) => some[n % some.length].ids[Math.floor(n / some.length)],
      ),
    },
    lengths: null,
    targets: Int32Array.from(some, ({ label }) => label),
    weight: some.length,
  });
  const source = (batches: Batch[]): BatchSource => ({
    count: batches.length,
    carriesState: false,
    shapes: [{ batch: batches[0].batch, steps: 4 }],
    batch: (_, n) => batches[n],
  });
  const train = (batches: Batch[]) =>
    createTrainer({
      backend: createReferenceBackend(),
      model: {
        task: 'classification',
        input: { kind: 'tokens', vocabularySize: 5 },
        layers: [embedding(3), lstm(4, { returnSequences: false }), dense(3)],
      },
      train: trainSpec({ gradientAccumulation: batches.length, validationFraction: 0 }),
      data: { training: source(batches), validation: null },
      resumeFrom: null,
      clock: () => 0,
    });
  const together = (await advance(train([batchOf(rows)]), 5)).steps;
  const oneByOne = (await advance(train(rows.map((row) => batchOf([row]))), 5)).steps;
  oneByOne.forEach(({ loss, gradientNorm }, n) => {
    expect(loss).toBeCloseTo(together[n].loss, 12);
    expect(gradientNorm).toBeCloseTo(together[n].gradientNorm, 12);
  });
});

test('learns: the validation loss falls well below that of guessing', async () => {
  const { epochs } = await advance(smallTrainer({ train: trainSpec({ epochs: 20 }) }), 1000);
  expect(epochs).toHaveLength(20);
  expect(epochs[0].validationLoss).toBeGreaterThan(1.4); // ln 5 = 1.61
  expect(epochs[19].validationLoss).toBeLessThan(1.2);
  expect(epochs[19].validationAccuracy).toBeGreaterThan(0.5);
});

test('puts the parameters of the best epoch back', async () => {
  const train = trainSpec({
    epochs: 12,
    optimizer: { type: 'adagrad', learningRate: 0.5, epsilon: 1e-10 },
    earlyStopping: { patience: 4, minDelta: 0, restoreBest: true },
  });
  const trainer = smallTrainer({ train });
  await advance(trainer, 1000);
  const { bestEpoch, bestValidationLoss, epoch } = trainer.progress;
  expect(bestEpoch).toBeLessThan(epoch);
  expect((await trainer.endEpoch(uninterrupted))?.validationLoss).not.toBe(bestValidationLoss);
  await trainer.restoreBest();
  expect((await trainer.endEpoch(uninterrupted))?.validationLoss).toBe(bestValidationLoss);
});

test('ends after maxSteps, and the plan says so', async () => {
  const trainer = smallTrainer({ train: trainSpec({ maxSteps: 17 }) });
  expect(trainer.plan).toMatchObject({ stepsPerEpoch: 14, totalSteps: 17, tokensPerStep: 6, backend: 'reference' });
  expect((await advance(trainer, 1000)).steps).toHaveLength(17);
  expect(trainer.end).toBe('finished');
});

test('the learning rate follows the schedule', async () => {
  const train = trainSpec({ schedule: { type: 'step', warmupSteps: 2, everyEpochs: 1, factor: 0.5 } });
  const { steps } = await advance(smallTrainer({ train }), 29);
  const rates = [0, 1, 2, 13, 14, 28].map((n) => steps[n].learningRate);
  expect(rates).toEqual([0.01, 0.02, 0.02, 0.02, 0.01, 0.005]);
});

test('counts the time of steps and validations, and no other', async () => {
  let now = 0;
  const trainer = smallTrainer({ clock: () => (now += 250) }); // a step, and each part of a validation, asks twice
  now += 10_000;
  expect(await trainer.step()).toMatchObject({ elapsedMs: 250, tokensPerSecond: 24 });
  now += 10_000;
  expect((await trainer.step()).elapsedMs).toBe(500);
  const yieldToEventLoop = async () => void (now += 10_000);
  // 10 tokens are held back: 9 pairs in two lanes, so two batches.
  expect((await trainer.endEpoch({ ...uninterrupted, yieldToEventLoop }))?.validationLoss).toBeGreaterThan(0);
  expect(trainer.progress.elapsedMs).toBe(500 + 3 * 250);
});

test('a run that diverges says at which step, and gives no checkpoint of it', async () => {
  const optimizer = { type: 'sgd', learningRate: 1e300 } as const;
  const trainer = smallTrainer({ train: trainSpec({ optimizer, clip: { type: 'none' } }) });
  await expect(advance(trainer, 50)).rejects.toMatchObject({
    code: 'diverged',
    message: expect.stringMatching(/at step \d+ .* lower learning rate/),
  });
  await expect(trainer.checkpoint()).rejects.toMatchObject({ code: 'diverged' });
});
