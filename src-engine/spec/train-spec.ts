import type { BackendChoice, VariantChoice } from './backends.ts';

/** The settings of a training, as plain data. Everything that can change a result is in here, so a run can be repeated from it. */
export interface TrainSpec {
  epochs: number;
  /** Ends the run after this many optimizer steps, whatever `epochs` says; null means no such limit. */
  maxSteps: number | null;
  batchSize: number;
  /** Steps through which gradients flow: the truncated back-propagation length, in tokens. */
  sequenceLength: number;
  optimizer: OptimizerSpec;
  schedule: ScheduleSpec;
  clip: ClipSpec;
  /** Coefficient λ of the penalty ½λ‖w‖², added to the gradient as λw; 0 switches it off. */
  l2: number;
  /** Batches whose gradients are averaged before one optimizer step. */
  gradientAccumulation: number;
  /** Share of the data set held back: documents drawn by the seed, or the end of a text that is alone. */
  validationFraction: number;
  /**
   * The version of the rules by which content becomes batches. 2 rounds the validation shares of classes by largest
   * remainder, and takes a column of numbers that varies by no more than rounding errors for constant. 3 gives a
   * language model its documents whole, in an order of each epoch's own, validates it on whole documents and
   * independently of the batch size, and puts the sequences of a batch in order of their length. It is 1 when left out,
   * as in runs that were stored before there were versions, so that these go on to the same bits.
   */
  batching?: BatchingVersion | undefined;
  earlyStopping: EarlyStoppingSpec | null;
  /** Weight of each class in the loss, by class id; null means all 1. */
  classWeights: number[] | null;
  /** The share of every target that is spread over all classes while training; 0 when left out, as in older runs. */
  labelSmoothing?: number;
  checkpoints: CheckpointPolicy;
  seed: number;
  backend: BackendChoice;
  /** The build of the backend's kernels; the fastest of the machine when left out. Another build rounds in another way. */
  variant?: VariantChoice | undefined;
  /** Worker threads of the engine; null means chosen for the machine. */
  threads: number | null;
}

export type BatchingVersion = 1 | 2 | 3;

export type OptimizerSpec =
  | { type: 'sgd'; learningRate: number }
  | { type: 'momentum'; learningRate: number; momentum: number; nesterov: boolean }
  | { type: 'rmsprop'; learningRate: number; decay: number; epsilon: number }
  | { type: 'adagrad'; learningRate: number; epsilon: number }
  | { type: 'adam'; learningRate: number; beta1: number; beta2: number; epsilon: number }
  | {
      type: 'adamw';
      learningRate: number;
      beta1: number;
      beta2: number;
      epsilon: number;
      weightDecay: number;
      /**
       * Whether biases decay too, gains of normalisation included; pulling a forget gate's bias towards 0 closes the memory. Left out:
       * true, as in runs that were stored before there was a choice.
       */
      decayBiases?: boolean | undefined;
    };

/** Multiplies the optimizer's learning rate. `steps` counts optimizer steps, `epochs` finished epochs. */
export type ScheduleSpec =
  | { type: 'constant'; warmupSteps: number }
  | { type: 'step'; warmupSteps: number; everyEpochs: number; factor: number }
  | { type: 'exponential'; warmupSteps: number; decayPerEpoch: number }
  | { type: 'cosine'; warmupSteps: number; finalFactor: number }
  | { type: 'reduce-on-plateau'; warmupSteps: number; patience: number; factor: number; minDelta: number };

export type ClipSpec = { type: 'none' } | { type: 'norm'; max: number } | { type: 'value'; max: number };

export interface EarlyStoppingSpec {
  /** Epochs without an improvement of more than `minDelta` nats in validation loss before the run ends. */
  patience: number;
  minDelta: number;
  /** `true` means that the parameters of the best epoch are put back at the end. */
  restoreBest: boolean;
  /**
   * `true` means that a run which `maxSteps` ends in the middle of an epoch may be at its best there. Left out: false, as
   * in runs that were stored before there was a choice.
   */
  judgesEnd?: boolean;
}

/** When the engine hands a checkpoint to the host, and which of them stay. The first, the best and the last one always do. */
export interface CheckpointPolicy {
  everyEpoch: boolean;
  everySteps: number | null;
  everyMinutes: number | null;
  /** The number of the latest and of the best ones that stay while `spaceBytes` lets them. */
  keepLast: number;
  keepBest: number;
  /**
   * Bytes that the checkpoints of a run may take. Within them the kept ones span the whole run, from its beginning, with gaps that grow
   * with their age. It is `defaultCheckpointSpace` when left out, as in runs that were stored before there was a choice; such a run
   * saves at the times above and at no others.
   */
  spaceBytes?: number | undefined;
}

export const defaultCheckpointSpace = 256_000_000;
/** A kilobyte to a petabyte. */
export const checkpointSpaceLimits = { min: 1000, max: 1e15 };
