import type { TrainSpec } from '../../src-engine/spec/train-spec.ts';

/**
 * Optimizer steps of one epoch: the training part is cut into `batchSize` streams that are read `sequenceLength` tokens at a time.
 * 0 where the text is too short for a single one.
 */
export function stepsPerEpoch(tokens: number, train: TrainSpec): number {
  const trained = Math.floor(tokens * (1 - train.validationFraction));
  const perStream = Math.floor((trained - 1) / train.batchSize);
  return Math.floor(perStream / train.sequenceLength / train.gradientAccumulation);
}
