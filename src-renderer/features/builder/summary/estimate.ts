import type { ModelSummary } from '../../../../src-engine/models/summary.ts';
import type { Task } from '../../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import { taskFacts } from '../../../../src-engine/tasks/facts.ts';
import type { DataSizesRecord } from '../../../../src-main/contract/model-records.ts';
import type { SystemInfo } from '../../../../src-main/contract/records.ts';

/** The backward pass makes two products for each of the forward pass. */
const PASSES = 3;
/** Additions count too. */
const OPERATIONS_PER_MULTIPLY_ADD = 2;
/**
 * Share of the kernels' measured speed that whole training steps reach; what is not a product of matrices takes the rest. Two layers of
 * 128 to 512 units reach 0.73 to 0.82 of it in `npm run bench`, smaller ones less.
 */
const UTILISATION = 0.7;

interface Amount {
  summary: ModelSummary;
  task: Task;
  train: TrainSpec;
  sizes: DataSizesRecord;
}

/** Milliseconds that one epoch takes on this machine, roughly; null where its speed is not known. */
export function epochMs(
  amount: Amount,
  { gigaflops, threads }: Pick<SystemInfo, 'gigaflops' | 'threads'>,
): number | null {
  if (gigaflops === null) return null;
  const { summary, task, train } = amount;
  const steps = trainedSamples(amount) * (taskFacts[task].outputsPer === 'step' ? 1 : train.sequenceLength);
  const operations = steps * summary.multiplyAddsPerToken * PASSES * OPERATIONS_PER_MULTIPLY_ADD;
  const perMs = gigaflops * 1e6 * (train.threads ?? threads) * UTILISATION;
  return operations / perMs;
}

/** Returns the predictions of one epoch: every token where each step has one, else each sample once. */
function trainedSamples({ task, train, sizes }: Amount): number {
  const all = taskFacts[task].outputsPer === 'step' ? sizes.tokens : (sizes.samples ?? 0);
  return Math.floor(all * (1 - train.validationFraction));
}

/** Parameters that are learnt for each thing that is learnt from: above 1 the model could know the data by heart. */
export function parametersPerSample(amount: Amount): number {
  return amount.summary.trainableParameters / Math.max(1, trainedSamples(amount));
}
