import type { Backend } from '../backends/backend.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { TrainingProgress } from '../spec/checkpoint-spec.ts';
import type { TrainingCounts, TrainingPlan } from '../spec/engine-protocol.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import type { BatchSource, TrainingData } from './batch-source.ts';

/**
 * Plans the rest of a training. It counts from the present progress on, because epochs that are over may have had
 * another number of steps, in a run that this one branched off from. It is to be called when all memory is planned.
 */
export function planTraining({
  backend,
  train,
  training,
  progress,
  parameterCount,
}: {
  backend: Backend;
  train: TrainSpec;
  training: BatchSource;
  progress: TrainingProgress;
  parameterCount: number;
}): TrainingPlan {
  const { gradientAccumulation: accumulation, epochs, maxSteps } = train;
  const stepsPerEpoch = countSteps(training, train);
  const stepsAhead = (epochs - progress.epoch) * stepsPerEpoch - Math.ceil(progress.batchInEpoch / accumulation);
  const shape = training.shapes[training.shapes.length - 1];
  return {
    backend: backend.name,
    threads: backend.threads,
    stepsPerEpoch,
    totalSteps: Math.min(progress.step + stepsAhead, maxSteps ?? Infinity),
    parameterCount,
    tokensPerStep: shape.batch * shape.steps * Math.min(accumulation, training.count),
    memoryBytes: backend.allocatedBytes,
  };
}

/** Returns the optimizer steps of an epoch. */
function countSteps({ count }: BatchSource, { gradientAccumulation }: TrainSpec): number {
  return Math.ceil(count / gradientAccumulation);
}

/** Counts what a training from the beginning will do. */
export function countTraining({ training, validation }: TrainingData, train: TrainSpec): TrainingCounts {
  const stepsPerEpoch = countSteps(training, train);
  const ofText = training.sampleCount === undefined;
  return {
    stepsPerEpoch,
    totalSteps: Math.min(train.epochs * stepsPerEpoch, train.maxSteps ?? Infinity),
    trainingSamples: training.sampleCount ?? null,
    validationSamples: ofText ? null : (validation?.sampleCount ?? 0),
  };
}

/** Throws EngineError `invalid-checkpoint` where a step of this training does not begin at the checkpoint's place in its epoch. */
export function requireSameEpochs(
  { batchInEpoch }: TrainingProgress,
  { count }: BatchSource,
  { gradientAccumulation }: TrainSpec,
): void {
  if (batchInEpoch === count || (batchInEpoch < count && batchInEpoch % gradientAccumulation === 0)) return;
  throw new EngineError(
    'invalid-checkpoint',
    'The checkpoint belongs to another text, or to other batch settings: its place in the epoch does not exist here.',
  );
}
