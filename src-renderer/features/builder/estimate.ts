import type { ModelSummary } from '../../../src-engine/models/summary.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { DataSizesRecord } from '../../../src-main/contract/model-records.ts';
import type { SystemInfo } from '../../../src-main/contract/records.ts';

/** The backward pass makes two products for each of the forward pass. */
const PASSES = 3;
/** Additions count too. */
const OPERATIONS_PER_MULTIPLY_ADD = 2;
/** Share of the kernels' measured speed that whole training steps reach; what is not a product of matrices takes the rest. */
const UTILISATION = 0.5;

/** Milliseconds that one epoch takes on this machine, roughly; null where its speed is not known. */
export function epochMs(
  summary: ModelSummary,
  train: TrainSpec,
  { tokenCount }: DataSizesRecord,
  { gigaflops, threads }: Pick<SystemInfo, 'gigaflops' | 'threads'>,
): number | null {
  if (gigaflops === null) return null;
  const operations =
    trainedTokens(tokenCount, train) * summary.multiplyAddsPerToken * PASSES * OPERATIONS_PER_MULTIPLY_ADD;
  const perMs = gigaflops * 1e6 * (train.threads ?? threads) * UTILISATION;
  return operations / perMs;
}

/** What one epoch learns from. */
function trainedTokens(tokenCount: number, { validationFraction }: TrainSpec): number {
  return Math.floor(tokenCount * (1 - validationFraction));
}

/** Parameters that are learnt for each thing that is learnt from: above 1 the model could know the data by heart. */
export function parametersPerSample(summary: ModelSummary, train: TrainSpec, { tokenCount }: DataSizesRecord): number {
  return summary.trainableParameters / Math.max(1, trainedTokens(tokenCount, train));
}
