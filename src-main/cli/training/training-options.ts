import { backendChoices, backendSummaries } from '../../../src-engine/spec/backends.ts';
import { balancedClassWeights } from '../../contract/balanced-class-weights.ts';
import type { DatasetRecord } from '../../contract/records.ts';
import { choice, flag, number, numberList, positiveNumber, wholeNumber, type OptionValues } from '../options.ts';
import { UsageError } from '../usage-error.ts';
import { optimizerTypes, type WantedTraining } from './training-changes.ts';
import { validationOption } from './validation-option.ts';

const LARGEST_SEED = 2 ** 32 - 1;

/**
 * The options that say how to train; the settings that they leave open are those of the preset, or are chosen for a
 * budget.
 */
export const trainingOptions = {
  epochs: wholeNumber('N', 'passes over the text (as the budget allows if left out, or the preset’s)', 1, 1_000_000),
  'max-steps': wholeNumber('N', 'ends after this many optimizer steps', 1),
  seed: wholeNumber('N', 'decides all that is random: the same seed trains the same network', 0, LARGEST_SEED),
  backend: choice(backendChoices, `what computes: ${backendSummaries}`),
  optimizer: choice(optimizerTypes, 'how gradients change the weights (the preset’s if left out)'),
  'learning-rate': positiveNumber('X', 'the length of the optimizer’s steps'),
  'decay-biases': flag('lets the weight decay of adamw shrink biases too'),
  validation: validationOption,
  'early-stopping': wholeNumber('N', 'ends after N epochs in which the validation loss did not improve', 1),
  'label-smoothing': number('X', 'share of every target that is spread over all classes or tokens', {
    minimum: 0,
    maximum: 0.9,
  }),
  'balance-classes': flag('lets rare labels count as much as frequent ones'),
  'class-weights': numberList('X,X,…', 'instead, how much each class counts, in the order of kioku import'),
  'batch-size': wholeNumber('N', 'pieces of text that are read side by side', 1, 65_536),
  'sequence-length': wholeNumber(
    'N',
    'tokens through which the error is sent back, or rows that a forecaster reads',
    1,
    65_536,
  ),
};

type TrainingValues = OptionValues<typeof trainingOptions>;

/** Throws a UsageError where options contradict each other. */
export function requireTrainingOptions(values: TrainingValues): void {
  if (values['balance-classes'] && values['class-weights'] !== undefined)
    throw new UsageError('Either --balance-classes or --class-weights is given, not both.');
}

/** Returns the training that the options ask for on a dataset. Throws a UsageError where it has no classes to balance. */
export function wantedTraining(
  values: TrainingValues & { 'checkpoint-space'?: number | undefined },
  dataset: DatasetRecord,
): WantedTraining {
  return {
    epochs: values.epochs,
    maxSteps: values['max-steps'],
    seed: values.seed,
    backend: values.backend,
    optimizer: values.optimizer,
    learningRate: values['learning-rate'],
    batchSize: values['batch-size'],
    sequenceLength: values['sequence-length'],
    decayBiases: values['decay-biases'],
    validationFraction: values.validation && 'share' in values.validation ? values.validation.share : undefined,
    patience: values['early-stopping'],
    labelSmoothing: values['label-smoothing'],
    checkpointSpace: values['checkpoint-space'],
    classWeights: values['balance-classes'] ? balancedClassWeights(classesOf(dataset)) : values['class-weights'],
  };
}

function classesOf({ name, report }: DatasetRecord): NonNullable<NonNullable<DatasetRecord['report']>['classes']> {
  const classes = report?.classes ?? null;
  if (classes === null) throw new UsageError(`--balance-classes wants labels, and ${name} has none.`);
  return classes;
}
