import { usualMinDelta } from '../../../../src-main/contract/minimal-improvement.ts';
import type { ClipSpec, OptimizerSpec, TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import { usualOptimizer } from '../../../domain/training/usual-optimizer.ts';

/** The settings in which a branch may differ from its parent, as fields of a form; null for a field that holds no valid number. */
export interface BranchSettings {
  learningRate: number | null;
  epochs: number | null;
  batchSize: number | null;
  sequenceLength: number | null;
  seed: number | null;
  optimizer: OptimizerSpec['type'];
  clip: ClipSpec['type'];
  clipMax: number | null;
  /** Epochs without improvement before training stops; null while the field holds no valid number, undefined without early stopping. */
  patience: number | null | undefined;
}

export const clipTypes = ['norm', 'value', 'none'] as const;
const usualClip = 5;

export const branchSettingsOf = (train: TrainSpec): BranchSettings => ({
  learningRate: train.optimizer.learningRate,
  epochs: train.epochs,
  batchSize: train.batchSize,
  sequenceLength: train.sequenceLength,
  seed: train.seed,
  optimizer: train.optimizer.type,
  clip: train.clip.type,
  clipMax: train.clip.type === 'none' ? usualClip : train.clip.max,
  patience: train.earlyStopping?.patience,
});

/** Only what differs from the parent's training; null while a field is not valid. */
export function branchChanges(settings: BranchSettings, parent: TrainSpec): Partial<TrainSpec> | null {
  const { learningRate, epochs, batchSize, sequenceLength, seed, clipMax, patience } = settings;
  if (learningRate === null || epochs === null || batchSize === null || sequenceLength === null) return null;
  if (seed === null || patience === null) return null;
  if (settings.clip !== 'none' && clipMax === null) return null;
  const optimizer: OptimizerSpec =
    settings.optimizer === parent.optimizer.type
      ? { ...parent.optimizer, learningRate }
      : usualOptimizer(settings.optimizer, learningRate);
  const wanted: Partial<TrainSpec> = {
    optimizer,
    epochs,
    batchSize,
    sequenceLength,
    seed,
    clip: settings.clip === 'none' ? { type: 'none' } : { type: settings.clip, max: clipMax ?? usualClip },
    earlyStopping:
      patience === undefined ? null : { minDelta: usualMinDelta, restoreBest: true, ...parent.earlyStopping, patience },
  };
  const differs = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(parent[name as keyof TrainSpec]);
  return Object.fromEntries(Object.entries(wanted).filter(differs)) as Partial<TrainSpec>;
}
