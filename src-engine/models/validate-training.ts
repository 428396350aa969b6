import type { DetailsOf, engineErrors } from '../spec/engine-errors.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { taskFacts } from '../tasks/facts.ts';
import { outputLayerIndex } from './model-problem.ts';

/** A training setting that could not do what it says. */
export interface TrainingProblem {
  /** The problem's code, and the numbers in its sentence, for translations. */
  details: DetailsOf<(typeof engineErrors)['invalid-training']>;
  /** An English sentence that says what to do. */
  message: string;
  /** Changes of which each solves the problem. */
  fixes: TrainingFix[];
}

interface TrainingFix {
  code: 'hold-back' | 'no-early-stopping' | 'equal-classes';
  change: Partial<TrainSpec>;
}

const USUAL_FRACTION = 0.1;

/** All problems of the settings for this model; none where it can be trained as they say. */
export function validateTraining(model: ModelSpec, train: TrainSpec): TrainingProblem[] {
  return [...checkEarlyStopping(train), ...checkClassWeights(model, train)];
}

function checkEarlyStopping({ earlyStopping, validationFraction }: TrainSpec): TrainingProblem[] {
  if (earlyStopping === null || validationFraction > 0) return [];
  return [
    {
      details: { reason: 'early-stopping-without-validation' },
      message:
        'Early stopping watches the validation loss, but nothing is held back for validation, so it would never end the run. ' +
        'Hold back a share of the data, or switch early stopping off.',
      fixes: [
        { code: 'hold-back', change: { validationFraction: USUAL_FRACTION } },
        { code: 'no-early-stopping', change: { earlyStopping: null } },
      ],
    },
  ];
}

function checkClassWeights(model: ModelSpec, { classWeights }: TrainSpec): TrainingProblem[] {
  if (classWeights === null) return [];
  const fixes: TrainingFix[] = [{ code: 'equal-classes', change: { classWeights: null } }];
  if (taskFacts[model.task].outputsAre !== 'classes') {
    const message =
      'Class weights are for models that tell classes apart, which this one does not. Train it without them.';
    return [{ details: { reason: 'class-weights-without-classes' }, message, fixes }];
  }
  const output = model.layers[outputLayerIndex(model.layers)];
  if (output?.type !== 'dense' || output.units === classWeights.length) return [];
  const counts = { given: classWeights.length, classes: output.units };
  const message =
    `There are ${counts.given} class weights for ${counts.classes} classes. Give one for each class, in the order of the ` +
    'classes, or none.';
  return [{ details: { reason: 'class-weights-count', ...counts }, message, fixes }];
}
