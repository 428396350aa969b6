import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createWasmBackend } from '../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { valuesOf } from '../../../src-engine/checkpoint/named-tensor.ts';
import { readTensors, storedParameters } from '../../../src-engine/checkpoint/stored-tensors.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import { pretrainedBeginning, type EmbeddingVectors } from '../../../src-engine/training/pretrained-beginning.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { Checkpoint } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { createLanguageModelData } from '../../../src-engine/training/language-model-data.ts';
import { createTrainer } from '../../../src-engine/training/trainer.ts';
import { loadWasmBinaries } from '../../../src-main/engine-process/wasm-files.ts';
import { advance, trainSpec } from './small-run.ts';

const binaries = await loadWasmBinaries();
const VOCABULARY = 40;
const DIM = 6;

type EmbeddingSpec = Extract<LayerSpec, { type: 'embedding' }>;

const embedding = (dim: number, changes: Partial<EmbeddingSpec> = {}): EmbeddingSpec => ({
  type: 'embedding',
  dim,
  trainable: true,
  initializer: 'uniform',
  ...changes,
});

function modelSpec(first: LayerSpec): ModelSpec {
  return {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: VOCABULARY },
    layers: [first, lstm(4), dense(VOCABULARY)],
  };
}

/** Of every second token, with a mean of 1 and a deviation of about 3. */
const random = createStream(3, 'vectors', 0);
const vectors: EmbeddingVectors = {
  dim: DIM,
  vectors: new Map(
    Array.from({ length: VOCABULARY / 2 }, (_, n) => [
      2 * n,
      Float32Array.from({ length: DIM }, () => 1 + 3 * random.normal()),
    ]),
  ),
};

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

function tableOf({ tensors }: Checkpoint): number[] {
  const tensor = tensors.find(({ name }) => name === 'parameter/0.weights');
  if (tensor === undefined) throw new Error('There is no embedding.');
  return [...valuesOf(tensor, [VOCABULARY, DIM])];
}

test('tokens get their vectors, the others their initial values in the vectors’ scale', async () => {
  const model = createModel(createReferenceBackend(), modelSpec(embedding(DIM)));
  model.initialize(7);
  const initial = [...(await model.backend.read(model.parameters[0].value))];
  const written = tableOf(pretrainedBeginning(modelSpec(embedding(DIM)), vectors, 7));
  const scale = deviation([...vectors.vectors.values()].flatMap((vector) => [...vector])) / deviation(initial);
  expect(scale).toBeGreaterThan(5);
  for (let id = 0; id < VOCABULARY; id++) {
    const row = (table: readonly number[]) => table.slice(id * DIM, (id + 1) * DIM);
    const vector = vectors.vectors.get(id);
    if (vector !== undefined) expect(row(written)).toEqual([...vector]);
    else row(written).forEach((value, at) => expect(value).toBeCloseTo(row(initial)[at] * scale, 5));
  }
});

test('other rows that begin with zeros stay so', () => {
  const model = modelSpec(embedding(DIM, { initializer: 'zeros' }));
  expect(tableOf(pretrainedBeginning(model, vectors, 7)).slice(DIM, 2 * DIM)).toEqual([0, 0, 0, 0, 0, 0]);
});

test('all other parameters are those that the seed draws anyway', async () => {
  const backend = createWasmBackend({ binaries });
  const model = createModel(backend, modelSpec(embedding(DIM)));
  model.initialize(7);
  const drawn = await readTensors(backend, storedParameters(model));
  const { tensors } = pretrainedBeginning(modelSpec(embedding(DIM)), vectors, 7);
  expect(tensors.slice(1)).toEqual(drawn.slice(1));
});

describe('training', () => {
  const tokens = Int32Array.from({ length: 200 }, () => random.below(VOCABULARY));
  const trainer = (trainable: boolean, resumeFrom?: Checkpoint) => {
    const model = modelSpec(embedding(DIM, { trainable }));
    return createTrainer({
      backend: createWasmBackend({ binaries }),
      model,
      train: trainSpec(),
      data: createLanguageModelData([tokens], trainSpec()),
      resumeFrom: resumeFrom ?? pretrainedBeginning(model, vectors, trainSpec().seed),
      clock: () => 0,
    });
  };
  const table = ({ tensors }: Checkpoint) => tensors.find(({ name }) => name === 'parameter/0.weights')?.bytes;

  test('leaves frozen vectors alone, and moves others', async () => {
    for (const trainable of [false, true]) {
      const run = trainer(trainable);
      const before = table(await run.checkpoint());
      const { steps } = await advance(run, 10);
      expect(steps.at(-1)!.loss).not.toBe(steps[0].loss);
      if (trainable) expect(table(await run.checkpoint())).not.toEqual(before);
      else expect(table(await run.checkpoint())).toEqual(before);
    }
  });

  test('goes on from a checkpoint bit for bit without the file of vectors', async () => {
    const whole = trainer(true);
    await advance(whole, 7);
    const resumed = trainer(true, await whole.checkpoint());
    expect(await advance(resumed, 20)).toEqual(await advance(whole, 20));
    expect(await resumed.checkpoint()).toEqual(await whole.checkpoint());
  });
});

test('vectors that do not fit are refused', () => {
  const begin = (dim: number, given: EmbeddingVectors) => () =>
    pretrainedBeginning(modelSpec(embedding(dim)), given, 1);
  expect(begin(8, vectors)).toThrow(RangeError);
  expect(begin(DIM, { dim: DIM, vectors: new Map([[40, new Float32Array(DIM)]]) })).toThrow(RangeError);
});
