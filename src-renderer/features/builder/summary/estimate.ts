import type { ModelSummary } from '../../../../src-engine/models/summary.ts';
import type { ModelSpec, Task } from '../../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import { taskFacts } from '../../../../src-engine/tasks/facts.ts';
import type { DataSizesRecord } from '../../../../src-main/contract/model-records.ts';
import type { SystemInfo } from '../../../../src-main/contract/system-records.ts';

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

/** Returns the sequences or tokens that an epoch reads: every token where each step has an output, else each sample once. */
function trainedSamples({ task, train, sizes }: Amount): number {
  const all = taskFacts[task].outputsPer === 'step' ? sizes.tokens : (sizes.samples ?? 0);
  return Math.floor(all * (1 - train.validationFraction));
}

/** Returns what is predicted and known, each thing once: tokens, tags, labels, or the values of the columns that are forecast. */
function predictions(amount: Amount): number {
  const { task, sizes } = amount;
  return trainedSamples(amount) * (taskFacts[task].outputsAre === 'numbers' ? (sizes.outputs ?? 1) : 1);
}

/** Returns the parameters that are learnt for each thing that is predicted. */
export function parametersPerSample(amount: Amount): number {
  return amount.summary.trainableParameters / Math.max(1, predictions(amount));
}

/**
 * Returns the parameters for each thing that is predicted above which a network is likely to over-fit, whatever its other settings.
 *
 * The bounds lie just above the largest ratios of the networks that validated best on six texts in `npm run bench -- recipes` (the
 * README has its table): 3.2 without dropout (10,188 tokens of vocabulary, 464,914 tokens), 6.6 with a rate of 0.1 or 0.2, and 28 with 0.5
 * (a text of 4,000 tokens; 7.8 with 50,000). Larger networks validated worse there. That parameters outnumber samples, which the
 * course names as the cause, is usual among the best.
 */
export function overfittingRatio({ layers }: Pick<ModelSpec, 'layers'>): number {
  const rates = layers.map((layer) => (layer.type === 'dropout' ? layer.rate : 0));
  const strongest = Math.max(0, ...rates);
  if (strongest >= 0.5) return 30;
  return strongest >= 0.1 ? 7 : 4;
}
