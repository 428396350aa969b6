import { bytesPerMegabyte, spaceMegabytes } from '../../../domain/training/checkpoint-space.ts';
import { usualMinDelta } from '../../../../src-main/contract/minimal-improvement.ts';
import type { BackendChoice } from '../../../../src-engine/spec/backends.ts';
import type { ClipSpec, OptimizerSpec, TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import type { TypedWeights } from '../../../domain/training/class-weighting.ts';
import { usualOptimizer } from '../../../domain/training/usual-optimizer.ts';

/** A typed number: null while what was typed is no valid number. */
type Typed = number | null;
/** The same where an empty field means "none". */
type OptionalTyped = number | null | undefined;

/** The training settings as fields of a form. */
export interface RunSettings {
  epochs: Typed;
  learningRate: Typed;
  batchSize: Typed;
  sequenceLength: Typed;
  /** Rows that are read of a table of numbers; `undefined` leaves them to the studio. */
  window: OptionalTyped;
  seed: Typed;
  optimizer: OptimizerSpec['type'];
  clip: ClipSpec['type'];
  clipMax: Typed;
  validationPercent: Typed;
  patience: OptionalTyped;
  checkpointEveryEpoch: boolean;
  checkpointEverySteps: OptionalTyped;
  keepLast: Typed;
  /** The room for all checkpoints. */
  spaceMegabytes: Typed;
  backend: BackendChoice;
  classWeights: TypedWeights;
}

export const clipTypes = ['norm', 'value', 'none'] as const;

const defaultClipMax = 5;

export function settingsOf(train: TrainSpec): RunSettings {
  return {
    epochs: train.epochs,
    learningRate: train.optimizer.learningRate,
    batchSize: train.batchSize,
    sequenceLength: train.sequenceLength,
    window: undefined,
    seed: train.seed,
    optimizer: train.optimizer.type,
    clip: train.clip.type,
    clipMax: train.clip.type === 'none' ? defaultClipMax : train.clip.max,
    validationPercent: Math.round(train.validationFraction * 1000) / 10,
    patience: train.earlyStopping?.patience,
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

/** The settings put into `base`, the training that they were filled with; null while a field is not valid. Other epochs lift a limit of steps. */
export function trainSpecOf(settings: RunSettings, base: TrainSpec): TrainSpec | null {
  const { epochs, learningRate, batchSize, sequenceLength, seed, clipMax, validationPercent, keepLast } = settings;
  const { patience, checkpointEverySteps, spaceMegabytes: megabytes } = settings;
  if (megabytes === null) return null;
  if (epochs === null || learningRate === null || batchSize === null || sequenceLength === null) return null;
  if (seed === null || validationPercent === null || keepLast === null) return null;
  if (patience === null || checkpointEverySteps === null || settings.window === null) return null;
  if (settings.clip !== 'none' && clipMax === null) return null;
  const classWeights = settings.classWeights?.filter((weight) => weight !== null) ?? null;
  if (classWeights !== null && classWeights.length < (settings.classWeights?.length ?? 0)) return null;
  return {
    ...base,
    epochs,
    maxSteps: epochs === base.epochs ? base.maxSteps : null,
    batchSize,
    sequenceLength,
    seed,
    optimizer: optimizerOf(settings.optimizer, learningRate, base.optimizer),
    clip: settings.clip === 'none' ? { type: 'none' } : { type: settings.clip, max: clipMax ?? defaultClipMax },
    validationFraction: validationPercent / 100,
    earlyStopping:
      patience === undefined ? null : { minDelta: usualMinDelta, restoreBest: true, ...base.earlyStopping, patience },
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

/** An optimizer of the type: the preset's own where it is of that type. */
function optimizerOf(type: OptimizerSpec['type'], learningRate: number, base: OptimizerSpec): OptimizerSpec {
  return base.type === type ? { ...base, learningRate } : usualOptimizer(type, learningRate);
}
