import type { TrainSpec } from '../../spec/train-spec.ts';
import { lessonTraining } from '../memory-tasks/lesson-training.ts';
import type { ShortText } from './short-text.ts';

/** The sizes of the batches of a short text, in sequences and in characters. */
export const shortTextSizes = { batchSize: 8, sequenceLength: 32 };

/** A training with Adam at a constant rate, so that a shorter one is the beginning of a longer one. */
export function shortTextTraining(
  { validationFraction }: ShortText,
  { seed, epochs }: { seed: number; epochs: number },
): TrainSpec {
  return {
    ...lessonTraining({ maxSteps: 1, learningRate: 0.01, ...shortTextSizes }),
    maxSteps: null,
    epochs,
    schedule: { type: 'constant', warmupSteps: 0 },
    clip: { type: 'norm', max: 5 },
    validationFraction,
    batching: 3,
    seed,
  };
}
