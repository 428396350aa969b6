import { bytesPerMegabyte, spaceMegabytes } from '../../../domain/training/checkpoint-space.ts';
import type { BackendChoice } from '../../../../src-engine/spec/backends.ts';
import type { TypedWeights } from '../../../domain/training/class-weighting.ts';
import type { TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import {
  trainingOf,
  trainingSettingsOf,
  type OptionalTyped,
  type TrainingSettings,
  type Typed,
} from '../../../domain/training/training-settings.ts';

/** The training settings of a new run as fields of a form. */
export interface RunSettings extends TrainingSettings {
  /** Rows that are read of a table of numbers; `undefined` leaves them to the studio. */
  window: OptionalTyped;
  validationPercent: Typed;
  checkpointEveryEpoch: boolean;
  checkpointEverySteps: OptionalTyped;
  keepLast: Typed;
  /** The room for all checkpoints. */
  spaceMegabytes: Typed;
  backend: BackendChoice;
  classWeights: TypedWeights;
}

export function settingsOf(train: TrainSpec): RunSettings {
  return {
    ...trainingSettingsOf(train),
    window: undefined,
    validationPercent: Math.round(train.validationFraction * 1000) / 10,
    checkpointEveryEpoch: train.checkpoints.everyEpoch,
    checkpointEverySteps: train.checkpoints.everySteps ?? undefined,
    keepLast: train.checkpoints.keepLast,
    spaceMegabytes: spaceMegabytes(train.checkpoints),
    backend: train.backend,
    classWeights: train.classWeights,
  };
}

/** The fields that these changes of a training touch. */
export function changedSettings(train: TrainSpec, changes: Partial<TrainSpec>): Partial<RunSettings> {
  const before: Partial<RunSettings> = settingsOf(train);
  const changed = Object.entries(settingsOf({ ...train, ...changes }));
  return Object.fromEntries(changed.filter(([name, value]) => before[name as keyof RunSettings] !== value));
}

/** Tells whether the form has all the fields that these changes of a training touch. */
export function canChange(settings: RunSettings, base: TrainSpec, changes: Partial<TrainSpec>): boolean {
  const train = trainSpecOf(settings, base);
  if (train === null) return false;
  const changed = trainSpecOf({ ...settings, ...changedSettings(train, changes) }, base);
  return Object.entries(changes).every(
    ([name, value]) => JSON.stringify(changed?.[name as keyof TrainSpec]) === JSON.stringify(value),
  );
}

/** The settings put into `base`, the training that they were filled with; null while a field is not valid. */
export function trainSpecOf(settings: RunSettings, base: TrainSpec): TrainSpec | null {
  const { validationPercent, keepLast, checkpointEverySteps, spaceMegabytes: megabytes } = settings;
  const training = trainingOf(settings, base);
  if (training === null || validationPercent === null || keepLast === null || megabytes === null) return null;
  if (checkpointEverySteps === null || settings.window === null) return null;
  const classWeights = settings.classWeights?.filter((weight) => weight !== null) ?? null;
  if (classWeights !== null && classWeights.length < (settings.classWeights?.length ?? 0)) return null;
  return {
    ...base,
    ...training,
    validationFraction: validationPercent / 100,
    checkpoints: {
      ...base.checkpoints,
      everyEpoch: settings.checkpointEveryEpoch,
      everySteps: checkpointEverySteps ?? null,
      keepLast,
      spaceBytes: Math.round(megabytes * bytesPerMegabyte),
    },
    backend: settings.backend,
    classWeights,
  };
}
