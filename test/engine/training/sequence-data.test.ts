import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { dense, dropout, embedding, lstm } from '../../../src-engine/models/default-layers.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { Checkpoint } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { BatchSource, TrainingData } from '../../../src-engine/training/batch-source.ts';
import { labelledSequences } from '../../../src-engine/training/labelled-sequences.ts';
import { numericSequences } from '../../../src-engine/training/numeric-sequences.ts';
import { createSequenceData } from '../../../src-engine/training/sequence-data.ts';
import { createTrainer } from '../../../src-engine/training/trainer.ts';
import { advance, trainSpec } from './small-run.ts';

const cut = { batchSize: 4, sequenceLength: 20, validationFraction: 0.25, seed: 9 };

/** Sequence n holds n, n + 1, …: its first token tells which one it is. Lengths run from 1 to 30; of three sequences one is of class 1. */
const sequences = Array.from({ length: 30 }, (_, n) => ({
  ids: Int32Array.from({ length: n + 1 }, (_, t) => n + t),
  label: n % 3 === 0 ? 1 : 0,
}));

/** The sequences of a batch as they were before padding, with their labels. */
function rowsOf(source: BatchSource, epoch: number, n: number): { ids: number[]; label: number }[] {
  const { batch, steps, input, lengths, targets, weight } = source.batch(epoch, n);
  if (!('ids' in input) || lengths === null) throw new Error('not padded ids');
  expect(source.shapes).toContainEqual({ batch, steps });
  expect(input.ids).toHaveLength(batch * steps);
  const rows = Array.from({ length: batch }, (_, b) => {
    const padded = Array.from({ length: steps }, (_, t) => input.ids[t * batch + b]);
    expect(padded.slice(lengths[b]).every((id) => id === -1)).toBe(true);
    return { ids: padded.slice(0, lengths[b]), label: targets[b] };
  });
  const real = rows.filter(({ label }) => label >= 0);
  expect(real).toHaveLength(weight);
  return real;
}

function epochOf(source: BatchSource, epoch: number): { ids: number[]; label: number }[] {
  return Array.from({ length: source.count }, (_, n) => rowsOf(source, epoch, n)).flat();
}

describe('labelled sequences', () => {
  const { training, validation } = createSequenceData(labelledSequences(sequences, null), cut);
  const order = (source: BatchSource, epoch: number) => epochOf(source, epoch).map(({ ids }) => ids[0]);

  test('each comes once an epoch, whole or cut to the sequence length, in training or in validation', () => {
    const seen = [...epochOf(training, 0), ...epochOf(validation!, 0)].sort((a, b) => a.ids[0] - b.ids[0]);
    expect(seen).toEqual(sequences.map(({ ids, label }) => ({ ids: [...ids.subarray(0, 20)], label })));
  });

  test('of each class the same share is held back, chosen by the seed', () => {
    const ofClass = (label: number, source: BatchSource) => epochOf(source, 0).filter((row) => row.label === label);
    // A quarter of 20, and of 10 (2.5 is rounded).
    expect(ofClass(0, validation!)).toHaveLength(5);
    expect(ofClass(1, validation!)).toHaveLength(3);
    const other = createSequenceData(labelledSequences(sequences, null), { ...cut, seed: 10 });
    expect(order(other.validation!, 0)).not.toEqual(order(validation!, 0));
  });

  test('come in an order that depends on seed and epoch alone', () => {
    const first = order(training, 0);
    expect(order(training, 1)).not.toEqual(first);
    expect(order(training, 1).sort()).toEqual([...first].sort());
    expect(order(training, 0)).toEqual(first);
    const whole = { ...cut, validationFraction: 0 };
    const [one, other] = [whole, { ...whole, seed: 10 }].map((each) =>
      createSequenceData(labelledSequences(sequences, null), each),
    );
    expect(order(one.training, 0)).not.toEqual(order(other.training, 0));
    expect(order(validation!, 3)).toEqual(order(validation!, 0));
  });

  test('are padded to few lengths, so that few buffers are planned and little is computed in vain', () => {
    const short = sequences.slice(0, 2).map((sequence) => ({ ...sequence, ids: sequence.ids.subarray(0, 3) }));
    expect(training.shapes.map(({ steps }) => steps)).toEqual([10, 20]);
    expect(
      createSequenceData(labelledSequences(short, null), { ...cut, validationFraction: 0 }).training.shapes,
    ).toEqual([{ batch: 2, steps: 2 }]);
  });

  test('count by the weight of their class', () => {
    const weighted = createSequenceData(labelledSequences(sequences.slice(0, 4), [1, 5]), {
      ...cut,
      validationFraction: 0,
    });
    expect(weighted.training.batch(0, 0).weight).toBe(2 * 1 + 2 * 5);
  });

  test('none at all are refused in words', () => {
    expect(() => createSequenceData(labelledSequences([], null), cut)).toThrow(/no sequences/);
  });
});

/** Sentences of 3 to 9 tokens whose class is that of the only token above 2, which stands anywhere. */
function sentences(count: number) {
  const random = createStream(1, 'sentences', 0);
  return Array.from({ length: count }, () => {
    const label = random.below(3);
    const ids = Int32Array.from({ length: 3 + random.below(7) }, () => random.below(3));
    ids[random.below(ids.length)] = 3 + label;
    return { ids, label };
  });
}

const classifier: ModelSpec = {
  task: 'classification',
  input: { kind: 'tokens', vocabularySize: 6 },
  layers: [embedding(4), lstm(8, { returnSequences: false, recurrentDropout: 0.1 }), dropout(0.1), dense(3)],
};

function trainOn(model: ModelSpec, data: TrainingData, resumeFrom: Checkpoint | null = null, epochs = 40) {
  return createTrainer({
    backend: createReferenceBackend(),
    model,
    train: trainSpec({ epochs, batchSize: 8, sequenceLength: 9 }),
    data,
    resumeFrom,
    clock: () => 0,
  });
}

test('a classifier learns to tell sentences apart that it has not seen', async () => {
  const data = createSequenceData(labelledSequences(sentences(80), null), { ...cut, batchSize: 8, sequenceLength: 9 });
  const { epochs } = await advance(trainOn(classifier, data), 1000);
  expect(epochs[0].validationAccuracy).toBeLessThan(0.8);
  expect(epochs.at(-1)?.validationAccuracy).toBe(1);
});

test.each([3, 8, 13])('a classifier with dropout goes on bit for bit from a checkpoint at step %i', async (at) => {
  const data = () =>
    createSequenceData(labelledSequences(sentences(80), null), { ...cut, batchSize: 8, sequenceLength: 9 });
  const whole = trainOn(classifier, data());
  await advance(whole, at);
  const resumed = trainOn(classifier, data(), await whole.checkpoint());
  expect(await advance(resumed, 20)).toEqual(await advance(whole, 20));
  expect(await resumed.checkpoint()).toEqual(await whole.checkpoint());
});

test('a regression learns the mean of a series of vectors, some of unknown value', async () => {
  const random = createStream(2, 'series', 0);
  const series = Array.from({ length: 120 }, (_, n) => {
    const steps = 2 + random.below(4);
    const features = Float32Array.from({ length: 2 * steps }, () => random.uniform());
    const mean = (column: number) =>
      features.filter((_, at) => at % 2 === column).reduce((sum, value) => sum + value, 0) / steps;
    return { features, targets: Float32Array.of(n % 10 === 0 ? NaN : mean(0), mean(1)) };
  });
  const samples = numericSequences(series, { featureCount: 2, outputCount: 2 });
  const data = createSequenceData(samples, { ...cut, batchSize: 8, sequenceLength: 9 });
  const model: ModelSpec = {
    task: 'regression',
    input: { kind: 'features', size: 2 },
    layers: [lstm(8, { returnSequences: false }), dense(2)],
  };
  const { epochs } = await advance(trainOn(model, data), 1000);
  expect(epochs.at(-1)?.validationAccuracy).toBeNull();
  expect(epochs.at(-1)?.validationLoss).toBeLessThan(0.005); // the variance of a mean of 2 to 5 numbers is about 0.025
});

test('a batch whose classes all weigh nothing changes nothing', async () => {
  const weights = [0, 0, 0];
  const data = createSequenceData(labelledSequences(sentences(8), weights), { ...cut, validationFraction: 0 });
  const trainer = createTrainer({
    backend: createReferenceBackend(),
    model: classifier,
    train: trainSpec({ classWeights: weights, optimizer: { type: 'sgd', learningRate: 1 } }),
    data,
    resumeFrom: null,
    clock: () => 0,
  });
  const before = await trainer.checkpoint();
  expect(await trainer.step()).toMatchObject({ loss: 0, gradientNorm: 0 });
  expect((await trainer.checkpoint()).tensors).toEqual(before.tensors);
});
