import type { BackendChoice } from '../../../src-engine/spec/backends.ts';
import type { OptimizerSpec, TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { customaryOptimizers } from '../../../src-engine/optimizers/customary-optimizers.ts';
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
  const chosen = type === undefined || type === preset.optimizer.type ? preset.optimizer : customaryOptimizers[type];
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
