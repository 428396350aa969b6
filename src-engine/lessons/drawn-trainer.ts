import type { Backend } from '../backends/backend.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import type { Batch, BatchSource } from '../training/batch-source.ts';
import type { SequenceSamples } from '../training/sequence-data.ts';
import { createTrainer } from '../training/trainer.ts';
import type { Trainer } from '../training/trainer.ts';

interface DrawnTraining {
  model: ModelSpec;
  train: TrainSpec & { maxSteps: number };
  /** The sequences of the n-th batch, new ones for every n. */
  draw: (count: number, n: number) => SequenceSamples;
  backend: Backend;
  /** Milliseconds from any origin. */
  clock: () => number;
}

/** Returns a trainer that sees every sequence once: each batch is drawn when its step comes. Throws OutOfMemoryError. */
export function createDrawnTrainer({ model, train, draw, backend, clock }: DrawnTraining): Trainer {
  const data = { training: drawnBatches(train, draw), validation: null };
  return createTrainer({ backend, model, train, data, resumeFrom: null, clock });
}

function drawnBatches({ batchSize, sequenceLength, maxSteps }: DrawnTraining['train'], draw: DrawnTraining['draw']) {
  return {
    count: maxSteps,
    carriesState: false,
    shapes: [{ batch: batchSize, steps: sequenceLength }],
    batch: (_epoch, n) => batchOf(draw(batchSize, n), sequenceLength),
  } satisfies BatchSource;
}

/** Returns all samples as one batch of so many steps. */
export function batchOf(samples: SequenceSamples, steps: number): Batch {
  const lengths = Int32Array.from(samples.lengths);
  return { batch: lengths.length, steps, lengths, ...samples.fill([...lengths.keys()], steps) };
}
