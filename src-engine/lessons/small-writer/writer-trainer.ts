import type { Backend } from '../../backends/backend.ts';
import type { SpecOfCell } from '../../cells/index.ts';
import { lstm } from '../../models/default-layers.ts';
import type { TrainSpec } from '../../spec/train-spec.ts';
import { createLanguageModelData } from '../../training/language-model-data.ts';
import { createTrainer } from '../../training/trainer.ts';
import type { Trainer } from '../../training/trainer.ts';
import { characterModel } from '../character-model.ts';
import { lessonTraining } from '../memory-tasks/lesson-training.ts';
import type { LessonText } from './lesson-text.ts';

/** A character model that learns the most common words of a novel within seconds. */
export interface WriterOptions {
  backend: Backend;
  text: LessonText;
  /** The seed of the parameters. */
  seed: number;
  steps: number;
  /** Milliseconds from any origin. */
  clock: () => number;
  units?: number;
  cell?: Partial<SpecOfCell<'lstm'>>;
  /** The settings that differ from those of all lessons. */
  train?: Partial<Pick<TrainSpec, 'optimizer' | 'schedule' | 'clip'>>;
}

/** The tokens of a step: WRITER_BATCH passages of WRITER_LENGTH characters. */
const WRITER_BATCH = 32;
const WRITER_LENGTH = 32;
const UNITS = 64;

/** Returns a trainer for a text that is long enough for `steps` steps without reading anything twice. Throws OutOfMemoryError. */
export function createWriterTrainer(options: WriterOptions): Trainer {
  const { backend, text, seed, steps, clock } = options;
  const usual = lessonTraining({
    maxSteps: steps,
    batchSize: WRITER_BATCH,
    sequenceLength: WRITER_LENGTH,
    learningRate: 0.01,
  });
  const train: TrainSpec = { ...usual, ...options.train, seed };
  const { training } = createLanguageModelData([text.training], train);
  const model = characterModel(text, [lstm(options.units ?? UNITS, options.cell)]);
  return createTrainer({ backend, model, train, data: { training, validation: null }, resumeFrom: null, clock });
}

/** Returns how many characters of training such a trainer reads in so many steps. */
export const charactersOf = (steps: number): number => steps * WRITER_BATCH * WRITER_LENGTH + 1;
