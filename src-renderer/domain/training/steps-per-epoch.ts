import type { Task } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { DataSizesRecord } from '../../../src-main/contract/model-records.ts';

type Sizes = Pick<DataSizesRecord, 'tokens' | 'samples' | 'documents' | 'longestDocument'>;

/**
 * Optimizer steps of one epoch. For a language model of one text the training part is cut into `batchSize` streams that are read
 * `sequenceLength` tokens at a time, and it is 0 where the text is too short for a single one. Documents are read in chunks as long as the
 * longest of them, if that is less, which are nearly full: the number is about right. Other networks read `batchSize` samples a step.
 */
export function stepsPerEpoch(
  task: Task,
  { tokens, samples, documents, longestDocument }: Sizes,
  { batchSize, sequenceLength, gradientAccumulation, validationFraction }: TrainSpec,
): number {
  if (taskFacts[task].reads === 'sequences')
    return Math.ceil(((samples ?? 0) * (1 - validationFraction)) / batchSize / gradientAccumulation);
  const trained = Math.floor(tokens * (1 - validationFraction));
  if (documents > 1) {
    const steps = Math.min(sequenceLength, (longestDocument ?? sequenceLength) + 1);
    return tokens === 0 ? 0 : Math.max(1, Math.ceil(trained / steps / batchSize / gradientAccumulation));
  }
  const perStream = Math.max(0, Math.floor((trained - 1) / batchSize));
  return Math.floor(perStream / sequenceLength / gradientAccumulation);
}
