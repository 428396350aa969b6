import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { cellTypes } from '../../../src-engine/cells/index.ts';
import { dense, dropout, embedding, recurrentLayer, simpleRnn } from '../../../src-engine/models/default-layers.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { TrainingData } from '../../../src-engine/training/batch-source.ts';
import { labelledSequences } from '../../../src-engine/training/labelled-sequences.ts';
import { createSequenceData } from '../../../src-engine/training/sequence-data.ts';
import { createTrainer, type Trainer } from '../../../src-engine/training/trainer.ts';
import { backends } from '../insight/drawn-models.ts';
import { advance, smallModel, smallTrainer, trainSpec, withDropout } from './small-run.ts';

const plainSteps = { validationFraction: 0, clip: { type: 'none' } as const, epochs: 50 };
const sgd = (learningRate: number) => trainSpec({ ...plainSteps, optimizer: { type: 'sgd', learningRate } });

const optimizers: TrainSpec['optimizer'][] = [
  { type: 'sgd', learningRate: 0.5 },
  { type: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: true },
  { type: 'rmsprop', learningRate: 0.01, decay: 0.95, epsilon: 1e-8 },
  { type: 'adagrad', learningRate: 0.1, epsilon: 1e-10 },
  { type: 'adam', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  { type: 'adamw', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1 },
];

const trainings: [string, Parameters<typeof smallTrainer>[0]][] = [
  ...optimizers.map((optimizer): [string, Parameters<typeof smallTrainer>[0]] => [
    optimizer.type,
    { train: trainSpec({ optimizer, batchSize: 5, l2: 1e-3 }) },
  ]),
  [
    'clip by value, dropout',
    { model: smallModel(withDropout), train: trainSpec({ clip: { type: 'value', max: 0.1 } }) },
  ],
  ['gradients of three batches', { train: trainSpec({ gradientAccumulation: 3, batchSize: 4 }) }],
  ['one row', { train: trainSpec({ batchSize: 1 }) }],
  ...cellTypes.map((type): [string, Parameters<typeof smallTrainer>[0]] => [
    type,
    { model: smallModel([embedding(3), recurrentLayer(type, 4)]), train: trainSpec({ batchSize: 3 }) },
  ]),
];

describe.each(backends)('looks on the %s backend', (_, _tolerance, createBackend) => {
  test.each(trainings)('measure %s, and change no bit of it', async (_name, training) => {
    const [looking, plain] = [1, 2].map(() => smallTrainer({ ...training, backend: createBackend() }));
    for (let n = 0; n < Math.min(4, looking.plan.stepsPerEpoch); n++) {
      const { metrics, insight } = await looking.lookingStep();
      expect(metrics).toEqual(await plain.step());
      expect(insight?.loss).toBe(metrics.loss);
      const { parabola, units, gradientByLag } = insight!;
      expect(parabola).toMatchObject({ lossBefore: expect.any(Number), slopeAfter: expect.any(Number) });
      expect(units?.length).toBe(
        gradientByLag!.map(({ loop }) => loop).filter((loop, n, all) => all.indexOf(loop) === n).length,
      );
    }
    expect((await looking.checkpoint()).tensors).toEqual((await plain.checkpoint()).tensors);
    const [held, before] = [looking, plain].map(({ model }) => model.backend.allocatedBytes);
    // The backend's workspace may have grown, and is not released.
    if (looking.model.backend.name === 'reference') expect(held).toBe(before);
  });
});

describe('the parabola', () => {
  const lookAt = async (trainer: Trainer) => (await trainer.lookingStep()).insight!.parabola!;

  test('has the loss, and along a step of plain descent the slopes, of the whole batch', async () => {
    const rate = 0.3;
    const trainer = smallTrainer({ train: sgd(rate) });
    await advance(trainer, 5);
    const checkpoint = await trainer.checkpoint();
    const { metrics, insight } = await trainer.lookingStep();
    const parabola = insight!.parabola!;
    expect(parabola.lossBefore).toBeCloseTo(metrics.loss, 12);
    expect(parabola.slopeBefore).toBeCloseTo(-rate * metrics.gradientNorm ** 2, 12);
    // The slope at the end is measured by the losses of steps that end a little before and a little beyond it.
    const after = async (factor: number) =>
      (await lookAt(smallTrainer({ train: sgd(rate * factor), resumeFrom: checkpoint }))).lossAfter;
    const [short, long] = [await after(1 - 1e-4), await after(1 + 1e-4)];
    expect(parabola.slopeAfter).toBeCloseTo((long - short) / 2e-4, 8);
    expect(parabola.lossAfter).toBeCloseTo((long + short) / 2, 7);
  });

  test('says of steps that are too short and too long that they are', async () => {
    const meanAlpha = async (learningRate: number) => {
      const trainer = smallTrainer({ train: sgd(learningRate) });
      await advance(trainer, 20);
      let sum = 0;
      for (let n = 0; n < 8; n++) sum += (await lookAt(trainer)).alpha ?? NaN;
      return sum / 8;
    };
    expect(await meanAlpha(1e-4)).toBeCloseTo(-1, 2);
    expect(await meanAlpha(1)).toBeCloseTo(-0.7, 1);
    expect(await meanAlpha(30)).toBeGreaterThan(0.3);
  });

  test('works where a table has gradients for some of its rows alone', async () => {
    const rows = 30_000;
    const model: ModelSpec = {
      task: 'classification',
      input: { kind: 'tokens', vocabularySize: rows },
      layers: [embedding(36), recurrentLayer('gru', 4, { returnSequences: false }), dropout(0.3), dense(3)],
    };
    const random = createStream(2, 'sentences', 0);
    const sentences = Array.from({ length: 24 }, (_, n) => ({
      ids: Int32Array.from({ length: 3 + (n % 4) }, () => random.below(rows)),
      label: n % 3,
    }));
    const train = trainSpec({
      ...plainSteps,
      batchSize: 6,
      sequenceLength: 8,
      classWeights: [1, 2, 3],
      labelSmoothing: 0.1,
    });
    const data: TrainingData = createSequenceData(labelledSequences(sentences, train.classWeights), train);
    for (const [, , createBackend] of backends) {
      const create = () =>
        createTrainer({ backend: createBackend(), model, train, data, resumeFrom: null, clock: () => 0 });
      const [looking, plain] = [create(), create()];
      for (let n = 0; n < 4; n++) {
        const { metrics, insight } = await looking.lookingStep();
        expect(metrics).toEqual(await plain.step());
        expect(insight!.parabola!.slopeBefore).toBeLessThan(0);
      }
      expect((await looking.checkpoint()).tensors).toEqual((await plain.checkpoint()).tensors);
    }
  });
});

describe('units', () => {
  test('that never say anything are dead, and those that never stop are always on', async () => {
    const model = smallModel([
      embedding(3),
      simpleRnn(4, { activation: 'relu' }),
      dense(6),
      { type: 'activation', activation: 'tanh' },
    ]);
    const trainer = smallTrainer({ model, backend: createReferenceBackend() });
    const { backend, parameters } = trainer.model;
    const write = (name: string, values: number[]) =>
      backend.write(parameters.find((parameter) => parameter.name === name)!.value, values);
    write('1.bias', [-9, -9, 9, 0]);
    write(
      '2.kernel',
      Array.from({ length: 24 }, () => 0),
    );
    write('2.bias', [0, 0, 0, 5, -5, 0.5]);
    const { insight } = await trainer.lookingStep();
    const of = (layer: string) => insight!.units!.find((each) => each.layer === layer);
    expect(of('1')).toMatchObject({ activation: 'relu', units: 4, dead: 0.5 });
    expect(of('1')!.alwaysOn).toBeGreaterThanOrEqual(0.25);
    expect(of('3')).toEqual({ layer: '3', activation: 'tanh', units: 6, dead: 0.5, alwaysOn: 2 / 6 });
  });
});

test('the gradient by lag begins at the whole, and tells where it is forgotten', async () => {
  const train = trainSpec({ sequenceLength: 40, batchSize: 1, validationFraction: 0 });
  const { insight } = await smallTrainer({ train }).lookingStep();
  const hidden = insight!.gradientByLag!.find(({ state }) => state === 'h')!;
  expect(hidden.loop).toBe('1');
  expect(hidden.lags.slice(0, 3)).toEqual([0, 1, 2]);
  expect(hidden.lags.at(-1)).toBe(39);
  expect(hidden.lags).toHaveLength(hidden.shares.length);
  expect(hidden.shares[0]).toBe(1);
  expect(hidden.shares.at(-1)).toBeLessThan(0.01);
  expect(hidden.span).toBeGreaterThan(1);
});
