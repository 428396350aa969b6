import type { Backend } from '../../backends/backend.ts';
import type { CellType } from '../../cells/index.ts';
import type { TrainSpec } from '../../spec/train-spec.ts';
import type { BatchSource } from '../../training/batch-source.ts';
import { createTrainer } from '../../training/trainer.ts';
import type { Trainer } from '../../training/trainer.ts';
import type { Experiment, ExperimentData } from './experiment.ts';

/** One of the contenders of an experiment. */
export interface ContenderOptions<Contender extends CellType = CellType> {
  contender: Contender;
  /** The seed of the parameters and of the sequences. */
  seed: number;
  totalSteps: number;
  backend: Backend;
  /** Milliseconds from any origin. */
  clock: () => number;
}

/** A trainer for one of an experiment's networks, on sequences of `data`. Throws OutOfMemoryError. */
export function createExperimentTrainer<Contender extends CellType>(
  { models, train: usual }: Pick<Experiment<Contender>, 'models' | 'train'>,
  data: ExperimentData,
  { contender, seed, totalSteps, backend, clock }: ContenderOptions<Contender>,
): Trainer {
  const train = { ...usual, seed, maxSteps: totalSteps };
  return createTrainer({
    backend,
    model: models[contender],
    train,
    data: { training: drawnBatches(data, train, totalSteps), validation: null },
    resumeFrom: null,
    clock,
  });
}

function drawnBatches(
  data: ExperimentData,
  { batchSize, sequenceLength: steps }: TrainSpec,
  count: number,
): BatchSource {
  const rows = Array.from({ length: batchSize }, (_, row) => row);
  return {
    count,
    carriesState: false,
    shapes: [{ batch: batchSize, steps }],
    batch(_epoch, n) {
      const samples = data.draw(batchSize, n);
      return { batch: batchSize, steps, lengths: Int32Array.from(samples.lengths), ...samples.fill(rows, steps) };
    },
  };
}
