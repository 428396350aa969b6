import type { Model } from '../models/model.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { taskFacts } from '../tasks/facts.ts';
import type { TrainingData } from './batch-source.ts';
import { createPassSet } from './pass-set.ts';
import type { PassSet } from './pass-set.ts';

/** Passes for training and for validation, null where nothing is held back. */
export function planPasses(
  model: Model,
  { model: spec, train, data }: { model: ModelSpec; train: TrainSpec; data: TrainingData },
): [training: PassSet, validation: PassSet | null] {
  const { classWeights } = train;
  const labelSmoothing = labelSmoothingOf(spec, train);
  return [
    createPassSet(model, data.training, { training: true, classWeights, labelSmoothing }),
    data.validation && createPassSet(model, data.validation, { training: false, classWeights }),
  ];
}

/** Returns the share of every target that is spread over all classes; 0 if targets are numbers. */
export function labelSmoothingOf({ task }: ModelSpec, { labelSmoothing }: TrainSpec): number {
  return taskFacts[task].loss === 'squared-error' ? 0 : (labelSmoothing ?? 0);
}
