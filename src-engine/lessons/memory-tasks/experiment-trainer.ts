import type { Backend } from '../../backends/backend.ts';
import type { CellType } from '../../cells/index.ts';
import type { Trainer } from '../../training/trainer.ts';
import { createDrawnTrainer } from '../drawn-trainer.ts';
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
  return createDrawnTrainer({ model: models[contender], train, draw: data.draw, backend, clock });
}
