import type { Task } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { DataSizesRecord } from '../../../src-main/contract/model-records.ts';

/**
 * Optimizer steps of one epoch. For a language model the training part is cut into `batchSize` streams that are read `sequenceLength`
 * tokens at a time, and it is 0 where the text is too short for a single one; other networks read `batchSize` samples a step.
 */
export function stepsPerEpoch(
  task: Task,
  { tokens, samples }: Pick<DataSizesRecord, 'tokens' | 'samples'>,
  { batchSize, sequenceLength, gradientAccumulation, validationFraction }: TrainSpec,
): number {
  if (task !== 'language-model')
    return Math.ceil(((samples ?? 0) * (1 - validationFraction)) / batchSize / gradientAccumulation);
  const trained = Math.floor(tokens * (1 - validationFraction));
  const perStream = Math.floor((trained - 1) / batchSize);
  return Math.floor(perStream / sequenceLength / gradientAccumulation);
}
