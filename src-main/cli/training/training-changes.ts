import type { BackendChoice } from '../../../src-engine/spec/backends.ts';
import type { OptimizerSpec, TrainSpec } from '../../../src-engine/spec/train-spec.ts';

import { usualMinDelta } from '../../contract/minimal-improvement.ts';
import { UsageError } from '../usage-error.ts';

type OptimizerType = OptimizerSpec['type'];

export const optimizerTypes = [
  'adam',
  'adamw',
  'rmsprop',
  'adagrad',
  'momentum',
  'sgd',
] as const satisfies OptimizerType[];

/** Each optimizer with its customary settings; learning rates are those that suit a character model clipped at norm 5. */
const customary: { [T in OptimizerType]: Extract<OptimizerSpec, { type: T }> } = {
  adam: { type: 'adam', learningRate: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  adamw: {
    type: 'adamw',
    learningRate: 0.002,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weightDecay: 0.01,
    decayBiases: false,
  },
  rmsprop: { type: 'rmsprop', learningRate: 0.002, decay: 0.95, epsilon: 1e-8 },
  adagrad: { type: 'adagrad', learningRate: 0.05, epsilon: 1e-10 },
  momentum: { type: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: false },
  sgd: { type: 'sgd', learningRate: 0.5 },
};

export interface WantedTraining {
  epochs: number | undefined;
  maxSteps: number | undefined;
  seed: number | undefined;
  backend: BackendChoice | undefined;
  optimizer: OptimizerType | undefined;
  learningRate: number | undefined;
  batchSize: number | undefined;
  sequenceLength: number | undefined;
  /** True when biases decay, with AdamW. */
  decayBiases: boolean;
  validationFraction: number | undefined;
  /** Epochs without an improvement after which early stopping ends the run. */
  patience: number | undefined;
  labelSmoothing: number | undefined;
  classWeights: number[] | undefined;
  /** Bytes that the checkpoints of the run may take. */
  checkpointSpace: number | undefined;
}

/** Applies the command line's changes to a preset's training. The preset's own optimizer keeps the preset's settings. */
export function trainingChanges(
  preset: TrainSpec,
  { optimizer: type, learningRate, decayBiases, patience, checkpointSpace, ...others }: WantedTraining,
): Partial<TrainSpec> {
  const chosen = type === undefined || type === preset.optimizer.type ? preset.optimizer : customary[type];
  if (decayBiases && chosen.type !== 'adamw') throw new UsageError('--decay-biases goes with --optimizer adamw.');
  const optimizer = chosen.type === 'adamw' ? { ...chosen, decayBiases } : chosen;
  return {
    ...Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined)),
    ...(patience !== undefined && {
      earlyStopping: { minDelta: usualMinDelta, restoreBest: true, ...preset.earlyStopping, patience },
    }),
    ...(checkpointSpace !== undefined && { checkpoints: { ...preset.checkpoints, spaceBytes: checkpointSpace } }),
    optimizer: learningRate === undefined ? optimizer : { ...optimizer, learningRate },
  };
}
