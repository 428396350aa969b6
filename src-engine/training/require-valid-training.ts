import { validateTraining } from '../models/validate-training.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import type { TrainingData } from './batch-source.ts';

/** Throws EngineError `invalid-training`. A share to hold back may round to nothing, which shows only once the data are there. */
export function requireValidTraining({
  model,
  train,
  validation,
}: {
  model: ModelSpec;
  train: TrainSpec;
  validation: TrainingData['validation'];
}): void {
  const [problem] = validateTraining(model, validation === null ? { ...train, validationFraction: 0 } : train);
  if (problem !== undefined) throw new EngineError('invalid-training', problem.message, problem.details);
}
