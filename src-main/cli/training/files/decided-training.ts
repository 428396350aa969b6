import type { TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import { balancedClassWeights } from '../../../contract/balanced-class-weights.ts';
import type { DatasetRecord } from '../../../contract/datasets/dataset-records.ts';
import type { DecidedTraining, TrainingFile } from '../../../contract/training-files/training-file.ts';
import { decideTraining, UnfitSettingError } from '../../../training-files/decide-training.ts';
import { UsageError } from '../../usage-error.ts';
import { optionName } from './file-fields.ts';

/** Returns the training that a file decides on a dataset. Throws a UsageError where it has no classes to balance. */
export function decidedTraining({ train = {}, balanceClasses }: TrainingFile, dataset: DatasetRecord): DecidedTraining {
  return balanceClasses === true ? { ...train, classWeights: balancedClassWeights(classesOf(dataset)) } : train;
}

/** Returns the decided settings with what they leave open. Throws a UsageError where one belongs to another kind of optimizer, schedule or clipping. */
export function settled(base: TrainSpec, decided: DecidedTraining): Partial<TrainSpec> {
  try {
    return decideTraining(base, decided);
  } catch (error) {
    if (!(error instanceof UnfitSettingError)) throw error;
    const { path, fitting } = error;
    const kind = optionName(['train', path[0] ?? '', 'type']);
    throw new UsageError(`--${optionName(['train', ...path])} goes with --${kind} ${fitting.join(' or ')}.`);
  }
}

function classesOf({ name, report }: DatasetRecord): NonNullable<NonNullable<DatasetRecord['report']>['classes']> {
  const classes = report?.classes ?? null;
  if (classes === null) throw new UsageError(`--balance-classes wants labels, and ${name} has none.`);
  return classes;
}
