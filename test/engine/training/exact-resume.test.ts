import { describe, expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src-engine/checkpoint/checkpoint-file.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import type { Backend } from '../../../src-engine/backends/backend.ts';
import { testedVariants, wasmBackend } from '../backends/wasm/wasm-backends.ts';
import type { Checkpoint } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { advance, uninterrupted, smallModel, smallText, smallTrainer, trainSpec, withDropout } from './small-run.ts';

/** On one thread each: that more give the same bits is shown below. */
const backends: [string, () => Backend][] = [
  ['reference', createReferenceBackend],
  ...testedVariants.map((variant): [string, () => Backend] => [`wasm ${variant}`, () => wasmBackend(variant, 1)]),
];

interface Case {
  model?: ModelSpec;
  train?: TrainSpec;
  documents?: Int32Array[];
}

const cases: [string, Case][] = [
  ['Adam', {}],
  ['documents of different lengths', { documents: [23, 7, 1, 30, 20, 19, 4].map((length) => smallText(length)) }],
  ['dropout, also recurrent', { model: smallModel(withDropout) }],
  [
    'momentum, L2, gradients of three batches',
    {
      train: trainSpec({
        optimizer: { type: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: true },
        l2: 1e-3,
        gradientAccumulation: 3,
      }),
    },
  ],
  [
    'RMSProp under a cosine with warm-up',
    {
      train: trainSpec({
        optimizer: { type: 'rmsprop', learningRate: 0.01, decay: 0.95, epsilon: 1e-8 },
        schedule: { type: 'cosine', warmupSteps: 5, finalFactor: 0.1 },
      }),
    },
  ],
  [
    'early stopping with the best parameters',
    {
      train: trainSpec({
        epochs: 40,
        optimizer: { type: 'adagrad', learningRate: 0.5, epsilon: 1e-10 },
        earlyStopping: { patience: 3, minDelta: 0.001, restoreBest: true },
      }),
    },
  ],
  [
    'reduce on plateau',
    {
      train: trainSpec({
        epochs: 6,
        optimizer: { type: 'sgd', learningRate: 2 },
        schedule: { type: 'reduce-on-plateau', warmupSteps: 3, patience: 0, factor: 0.5, minDelta: 1 },
      }),
    },
  ],
];

/** What a checkpoint is after its way through a file. */
const stored = (checkpoint: Checkpoint) => decodeCheckpoint(encodeCheckpoint(checkpoint));

describe.each(backends)('%s', (_, createBackend) => {
  describe.each(cases)('%s', (_, options) => {
    test.each([1, 5, 13, 14, 15, 20, 28, 33])('goes on bit for bit from a checkpoint at step %i', async (at) => {
      const whole = smallTrainer({ ...options, backend: createBackend() });
      await advance(whole, at);
      const checkpoint = stored(await whole.checkpoint());
      const after = await advance(whole, 25);

      const resumed = smallTrainer({ ...options, backend: createBackend(), resumeFrom: checkpoint });
      expect(await advance(resumed, 25)).toEqual(after);
      expect(await resumed.checkpoint()).toEqual(await whole.checkpoint());
      expect(resumed.end).toBe(whole.end);
      expect(after.steps).not.toHaveLength(0);
    });
  });

  test('goes on bit for bit from a checkpoint between the last step of an epoch and its validation', async () => {
    const whole = smallTrainer({ backend: createBackend() });
    while (!whole.isEpochComplete) await whole.step();
    const checkpoint = stored(await whole.checkpoint());
    // A validation that is broken off leaves nothing behind.
    const cancellation = { aborted: false };
    let yields = 0;
    const yieldToEventLoop = async () => void (cancellation.aborted = ++yields === 2);
    expect(await whole.endEpoch({ signal: cancellation, yieldToEventLoop })).toBeNull();
    expect(await whole.checkpoint()).toEqual(checkpoint);

    const resumed = smallTrainer({ backend: createBackend(), resumeFrom: checkpoint });
    expect(await resumed.endEpoch(uninterrupted)).toEqual(await whole.endEpoch(uninterrupted));
    expect((await advance(resumed, 10)).steps).toEqual((await advance(whole, 10)).steps);
    expect(await resumed.checkpoint()).toEqual(await whole.checkpoint());
  });

  test('the same seed gives the same losses to the last bit, another seed does not', async () => {
    const model = smallModel(withDropout);
    const losses = async (seed: number) => {
      const trainer = smallTrainer({ model, backend: createBackend(), train: trainSpec({ seed }) });
      return (await advance(trainer, 20)).steps.map(({ loss }) => loss);
    };
    const first = await losses(11);
    expect(await losses(11)).toEqual(first);
    expect(await losses(12)).not.toEqual(first);
  });
});

test.each(testedVariants)(
  'any number of threads trains to the same bits: %s',
  async (variant) => {
    const trained = async (threads: number) => {
      const backend = wasmBackend(variant, threads);
      const trainer = smallTrainer({ backend, model: smallModel(withDropout) });
      const { steps } = await advance(trainer, 20);
      const checkpoint = await trainer.checkpoint();
      backend.dispose();
      return { losses: steps.map(({ loss, gradientNorm }) => [loss, gradientNorm]), tensors: checkpoint.tensors };
    };
    const alone = await trained(1);
    expect(await trained(2)).toEqual(alone);
    expect(await trained(3)).toEqual(alone);
  },
  60_000,
);

test('early stopping and the plateau rule do act in the runs above', async () => {
  const stopping = smallTrainer(cases[5][1]);
  await advance(stopping, 1000);
  expect(stopping.end).toBe('early-stopped');
  expect(stopping.progress.bestEpoch).toBeLessThan(stopping.progress.epoch);
  const plateau = smallTrainer(cases[6][1]);
  await advance(plateau, 42);
  expect(plateau.progress.plateauFactor).toBeLessThan(1);
});

test('a checkpoint of another model, or of another text, is refused in words', async () => {
  const checkpoint = await smallTrainer().checkpoint();
  expect(() => smallTrainer({ model: smallModel(withDropout), resumeFrom: checkpoint })).toThrow(
    /does not fit this model: it has no parameter\/3\.kernel/,
  );
  const far = { ...checkpoint, progress: { ...checkpoint.progress, batchInEpoch: 9 } };
  expect(() => smallTrainer({ documents: [smallText(30)], resumeFrom: far })).toThrow(/another text/);
});

test('a float32 checkpoint goes on in float64 and back, near enough, with the same plan', async () => {
  const float32 = smallTrainer({ backend: wasmBackend('relaxed', 1) });
  await advance(float32, 10);
  const checkpoint = await float32.checkpoint();
  const float64 = smallTrainer({ resumeFrom: checkpoint });
  // Every float32 is a float64, so nothing has changed yet; rounded back it is the same float32.
  const rounded = smallTrainer({ backend: wasmBackend('relaxed', 1), resumeFrom: await float64.checkpoint() });
  expect(await rounded.checkpoint()).toEqual(checkpoint);
  const expected = (await advance(float32, 20)).steps;
  (await advance(float64, 20)).steps.forEach(({ loss, step }, n) => {
    expect(step).toBe(expected[n].step);
    expect(loss).toBeCloseTo(expected[n].loss, 4);
  });
});
