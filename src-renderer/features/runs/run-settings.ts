import type { BackendChoice, ClipSpec, OptimizerSpec, TrainSpec } from '../../../src-engine/spec/train-spec.ts';

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
  seed: Typed;
  optimizer: OptimizerSpec['type'];
  clip: ClipSpec['type'];
  clipMax: Typed;
  validationPercent: Typed;
  patience: OptionalTyped;
  checkpointEveryEpoch: boolean;
  checkpointEverySteps: OptionalTyped;
  keepLast: Typed;
  backend: BackendChoice;
}

export const optimizerTypes = ['adam', 'adamw', 'rmsprop', 'adagrad', 'momentum', 'sgd'] as const;
export const clipTypes = ['norm', 'value', 'none'] as const;
export const backendChoices = ['auto', 'wasm', 'reference'] as const;

const defaultClipMax = 5;

export function settingsOf(train: TrainSpec): RunSettings {
  return {
    epochs: train.epochs,
    learningRate: train.optimizer.learningRate,
    batchSize: train.batchSize,
    sequenceLength: train.sequenceLength,
    seed: train.seed,
    optimizer: train.optimizer.type,
    clip: train.clip.type,
    clipMax: train.clip.type === 'none' ? defaultClipMax : train.clip.max,
    validationPercent: Math.round(train.validationFraction * 1000) / 10,
    patience: train.earlyStopping?.patience,
    checkpointEveryEpoch: train.checkpoints.everyEpoch,
    checkpointEverySteps: train.checkpoints.everySteps ?? undefined,
    keepLast: train.checkpoints.keepLast,
    backend: train.backend,
  };
}

/** The settings put into `base`, a preset's training; null while a field is not valid. */
export function trainSpecOf(settings: RunSettings, base: TrainSpec): TrainSpec | null {
  const { epochs, learningRate, batchSize, sequenceLength, seed, clipMax, validationPercent, keepLast } = settings;
  const { patience, checkpointEverySteps } = settings;
  if (epochs === null || learningRate === null || batchSize === null || sequenceLength === null) return null;
  if (seed === null || validationPercent === null || keepLast === null) return null;
  if (patience === null || checkpointEverySteps === null) return null;
  if (settings.clip !== 'none' && clipMax === null) return null;
  return {
    ...base,
    epochs,
    batchSize,
    sequenceLength,
    seed,
    optimizer: optimizerOf(settings.optimizer, learningRate, base.optimizer),
    clip: settings.clip === 'none' ? { type: 'none' } : { type: settings.clip, max: clipMax ?? defaultClipMax },
    validationFraction: validationPercent / 100,
    earlyStopping: patience === undefined ? null : { minDelta: 0, restoreBest: true, ...base.earlyStopping, patience },
    checkpoints: {
      ...base.checkpoints,
      everyEpoch: settings.checkpointEveryEpoch,
      everySteps: checkpointEverySteps ?? null,
      keepLast,
    },
    backend: settings.backend,
  };
}

/** An optimizer of the type: the preset's own where it is of that type, else with the values its authors recommend. */
function optimizerOf(type: OptimizerSpec['type'], learningRate: number, base: OptimizerSpec): OptimizerSpec {
  if (base.type === type) return { ...base, learningRate };
  const adam = { learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  switch (type) {
    case 'sgd':
      return { type, learningRate };
    case 'momentum':
      return { type, learningRate, momentum: 0.9, nesterov: false };
    case 'rmsprop':
      return { type, learningRate, decay: 0.95, epsilon: 1e-8 };
    case 'adagrad':
      return { type, learningRate, epsilon: 1e-10 };
    case 'adam':
      return { type, ...adam };
    case 'adamw':
      return { type, ...adam, weightDecay: 0.01 };
  }
}

/**
 * Optimizer steps of one epoch: the training part is cut into `batchSize` streams that are read `sequenceLength` tokens at a time.
 * 0 where the text is too short for a single one.
 */
export function stepsPerEpoch(tokens: number, train: TrainSpec): number {
  const trained = Math.floor(tokens * (1 - train.validationFraction));
  const perStream = Math.floor((trained - 1) / train.batchSize);
  return Math.floor(perStream / train.sequenceLength / train.gradientAccumulation);
}
