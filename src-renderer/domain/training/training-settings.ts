import type { ClipSpec, OptimizerSpec, TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { usualMinDelta } from '../../../src-main/contract/minimal-improvement.ts';
import { openLimits, trainingLimits } from '../../../src-main/contract/training-limits.ts';
import type { MessageKey } from '../../locales/messages.ts';
import type { Term } from '../../ui/words.ts';
import { usualOptimizer } from './usual-optimizer.ts';

/** A typed number: null while what was typed is no valid number. */
export type Typed = number | null;
/** The same where an empty field means "none". */
export type OptionalTyped = number | null | undefined;

/** The settings that every form of a training has, as its fields. */
export interface TrainingSettings {
  epochs: Typed;
  learningRate: Typed;
  batchSize: Typed;
  sequenceLength: Typed;
  seed: Typed;
  optimizer: OptimizerSpec['type'];
  clip: ClipSpec['type'];
  clipMax: Typed;
  /** Epochs without improvement before training stops; undefined without early stopping. */
  patience: OptionalTyped;
}

export const clipTypes = ['norm', 'value', 'none'] as const;
const usualClipMax = 5;

interface NumberFacts {
  label: MessageKey;
  term: Term | null;
  min: number;
  max: number;
  integer: boolean;
  /** An empty field means "none". */
  optional: boolean;
}
const whole = (label: MessageKey, term: Term, limits: { min: number; max: number }): NumberFacts => ({
  label,
  term,
  ...limits,
  integer: true,
  optional: false,
});

/** The numbers among the settings. Their limits are the contract's. */
export const trainingNumbers = {
  epochs: whole('settings.epochs', 'epoch', trainingLimits.epochs),
  learningRate: {
    label: 'settings.learningRate',
    term: 'learningRate',
    ...openLimits.learningRate,
    integer: false,
    optional: false,
  },
  batchSize: whole('settings.batchSize', 'batch', trainingLimits.batchSize),
  sequenceLength: whole('settings.sequenceLength', 'sequence', trainingLimits.sequenceLength),
  seed: whole('settings.seed', 'seed', trainingLimits.seed),
  clipMax: { label: 'settings.clipMax', term: null, ...openLimits.clipMax, integer: false, optional: false },
  patience: { ...whole('settings.patience', 'earlyStopping', openLimits.patience), optional: true },
} as const satisfies Partial<Record<keyof TrainingSettings, NumberFacts>>;

export const trainingSettingsOf = (train: TrainSpec): TrainingSettings => ({
  epochs: train.epochs,
  learningRate: train.optimizer.learningRate,
  batchSize: train.batchSize,
  sequenceLength: train.sequenceLength,
  seed: train.seed,
  optimizer: train.optimizer.type,
  clip: train.clip.type,
  clipMax: train.clip.type === 'none' ? usualClipMax : train.clip.max,
  patience: train.earlyStopping?.patience,
});

type SetFields = Pick<
  TrainSpec,
  'epochs' | 'maxSteps' | 'batchSize' | 'sequenceLength' | 'seed' | 'optimizer' | 'clip' | 'earlyStopping'
>;

/**
 * The parts of a training that the settings make of `base`, the training that they were filled with; null while a field is not valid. Other
 * epochs lift a limit of steps.
 */
export function trainingOf(settings: TrainingSettings, base: TrainSpec): SetFields | null {
  const { epochs, learningRate, batchSize, sequenceLength, seed, clip, clipMax, patience } = settings;
  if (epochs === null || learningRate === null || batchSize === null || sequenceLength === null) return null;
  if (seed === null || patience === null || (clip !== 'none' && clipMax === null)) return null;
  return {
    epochs,
    maxSteps: epochs === base.epochs ? base.maxSteps : null,
    batchSize,
    sequenceLength,
    seed,
    optimizer:
      settings.optimizer === base.optimizer.type
        ? { ...base.optimizer, learningRate }
        : usualOptimizer(settings.optimizer, learningRate),
    clip: clip === 'none' ? { type: 'none' } : { type: clip, max: clipMax ?? usualClipMax },
    earlyStopping:
      patience === undefined ? null : { minDelta: usualMinDelta, restoreBest: true, ...base.earlyStopping, patience },
  };
}
