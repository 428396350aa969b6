import type { BatchSource } from '../../training/batch-source.ts';
import { createSequenceSource } from '../../training/sequence-data.ts';
import type { SequenceSamples } from '../../training/sequence-data.ts';
import type { Experiment } from './experiment.ts';

const BATCH_SIZE = 128;

/** The test sequences in their own order. */
export function testBatches(
  { train, longestTest = train.sequenceLength }: Pick<Experiment, 'train' | 'longestTest'>,
  test: SequenceSamples,
): BatchSource {
  const members = Int32Array.from({ length: test.lengths.length }, (_, sample) => sample);
  return createSequenceSource(test, members, { ...train, batchSize: BATCH_SIZE, sequenceLength: longestTest }, false);
}
