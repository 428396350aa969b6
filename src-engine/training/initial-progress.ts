import { initialPatience } from '../schedules/patience.ts';
import type { TrainingProgress } from '../spec/checkpoint-spec.ts';

/** The progress at which a run begins. */
export const initialProgress: TrainingProgress = {
  step: 0,
  epoch: 0,
  batchInEpoch: 0,
  elapsedMs: 0,
  epochLossSum: 0,
  epochTokenCount: 0,
  bestValidationLoss: null,
  bestEpoch: null,
  earlyStopping: initialPatience,
  plateau: initialPatience,
  plateauFactor: 1,
};
