import { describe, expect, test } from 'vitest';
import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createWasmBackend } from '../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src-engine/checkpoint/checkpoint-file.ts';
import { classMetrics } from '../../../src-engine/metrics/classification-metrics.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, dropout, embedding, lstm } from '../../../src-engine/models/default-layers.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import { createAddingProblem } from '../../../src-engine/samples/adding-problem.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { labelledSequences } from '../../../src-engine/training/labelled-sequences.ts';
import { numericSequences } from '../../../src-engine/training/numeric-sequences.ts';
import { createSequenceData } from '../../../src-engine/training/sequence-data.ts';
import { createTrainer } from '../../../src-engine/training/trainer.ts';
import type { Trainer } from '../../../src-engine/training/trainer.ts';
import { loadWasmBinaries } from '../../../src-main/engine-process/wasm-files.ts';
import { evaluateSource } from './evaluate-source.ts';
import { advance, trainSpec } from './small-run.ts';

const binaries = await loadWasmBinaries();
const backends: [string, () => Backend][] = [
  ['reference', createReferenceBackend],
  ['wasm', () => createWasmBackend({ binaries })],
];

const CLASS_WEIGHTS = [1, 3, 0.5];

const classifier: ModelSpec = {
  task: 'classification',
  input: { kind: 'tokens', vocabularySize: 6 },
  layers: [embedding(4), lstm(8, { returnSequences: false, recurrentDropout: 0.1 }), dropout(0.1), dense(3)],
};

/** 70 sentences of 3 to 9 tokens whose class is that of the only token above 2, which stands anywhere. */
function sentences() {
  const random = createStream(1, 'sentences', 0);
  return Array.from({ length: 70 }, () => {
    const label = random.below(3);
    const ids = Int32Array.from({ length: 3 + random.below(7) }, () => random.below(3));
    ids[random.below(ids.length)] = 3 + label;
    return { ids, label };
  });
}

const cut: Partial<TrainSpec> = { batchSize: 8, validationFraction: 0.2, epochs: 10 };
type Job = [string, (backend: Backend, resumeFrom?: Parameters<typeof createTrainer>[0]['resumeFrom']) => Trainer];

const jobs: Job[] = [
  [
    'a classifier with class weights and dropout',
    (backend, resumeFrom = null) => {
      const train = trainSpec({ ...cut, sequenceLength: 9, classWeights: CLASS_WEIGHTS });
      const data = createSequenceData(labelledSequences(sentences(), CLASS_WEIGHTS), train);
      return createTrainer({ backend, model: classifier, train, data, resumeFrom, clock: () => 0 });
    },
  ],
  [
    'a regression over three accumulated batches',
    (backend, resumeFrom = null) => {
      const train = trainSpec({ ...cut, sequenceLength: 22, gradientAccumulation: 3 });
      const model: ModelSpec = {
        task: 'regression',
        input: { kind: 'features', size: 2 },
        layers: [lstm(6, { returnSequences: false }), dense(1)],
      };
      const samples = numericSequences(createAddingProblem(70, 20, 5), { featureCount: 2, outputCount: 1 });
      const data = createSequenceData(samples, train);
      return createTrainer({ backend, model, train, data, resumeFrom, clock: () => 0 });
    },
  ],
];

describe.each(backends)('%s', (_, createBackend) => {
  describe.each(jobs)('%s', (_, createJob) => {
    test.each([2, 7, 11])('goes on bit for bit from a checkpoint at step %i', async (at) => {
      const whole = createJob(createBackend());
      await advance(whole, at);
      const stored = decodeCheckpoint(encodeCheckpoint(await whole.checkpoint()));
      const resumed = createJob(createBackend(), stored);
      const after = await advance(whole, 12);
      expect(after.epochs).not.toHaveLength(0);
      expect(await advance(resumed, 12)).toEqual(after);
      expect(await resumed.checkpoint()).toEqual(await whole.checkpoint());
    });
  });
});

describe('the evaluation of a classifier', () => {
  const train = trainSpec({ ...cut, sequenceLength: 9, epochs: 60, classWeights: CLASS_WEIGHTS });
  const data = createSequenceData(labelledSequences(sentences(), CLASS_WEIGHTS), train);

  test('agrees with the validation of a training, and counts class by class', async () => {
    const trainer = createTrainer({
      backend: createReferenceBackend(),
      model: classifier,
      train,
      data,
      resumeFrom: null,
      clock: () => 0,
    });
    const validation = data.validation!;
    const evaluate = (source = validation) => evaluateSource(trainer.model, source, { classWeights: CLASS_WEIGHTS });
    const held = trainer.model.backend.allocatedBytes;
    const before = (await evaluate())!;
    expect(before.accuracy).toBeLessThan(0.8);
    expect(trainer.model.backend.allocatedBytes, 'memory is given back').toBe(held);

    const { epochs } = await advance(trainer, 1000);
    const after = (await evaluate())!;
    expect(after.loss).toBe(epochs.at(-1)?.validationLoss);
    expect(after.accuracy).toBe(epochs.at(-1)?.validationAccuracy);

    const labels = Array.from({ length: validation.count }, (_, n) => [...validation.batch(0, n).targets]).flat();
    const supports = [0, 1, 2].map((id) => labels.filter((label) => label === id).length);
    const confusion = after.breakdown?.kind === 'classes' ? after.breakdown.confusion : [];
    expect(classMetrics(confusion).map(({ support }) => support)).toEqual(supports);
    expect((await evaluate(data.training))?.accuracy).toBe(1);
  });

  test('ends when it is asked to', async () => {
    const backend = createReferenceBackend();
    const model = createModel(backend, classifier);
    const held = backend.allocatedBytes;
    expect(await evaluateSource(model, data.training, { signal: AbortSignal.abort() })).toBeNull();
    expect(backend.allocatedBytes).toBe(held);
  });
});
