import { createStream } from '../random/stream.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { splitStratified } from '../text/stratified-split.ts';
import type { Batch, BatchSource, TrainingData } from './batch-source.ts';

/** Samples that are sequences of their own, as a task knows them. */
export interface SequenceSamples {
  /** Steps of every sample. */
  readonly lengths: ArrayLike<number>;
  /** The class of every sample, of which training and validation are to hold the same shares; null means that there are no classes. */
  readonly labels: ArrayLike<number> | null;
  /**
   * Input, targets and weight of a batch: row b holds the sample rows[b], or nothing, masked, where that is undefined. Of a sample
   * that has more than `steps` steps the first ones count.
   */
  fill(
    rows: readonly (number | undefined)[],
    steps: number,
  ): Pick<Batch, 'input' | 'targets' | 'weight' | 'pieces' | 'samples'>;
}

type Cut = Pick<TrainSpec, 'batchSize' | 'sequenceLength' | 'validationFraction' | 'seed' | 'batching'>;

/** Batches shorter than this are not worth buffers of their own. */
const SHORTEST_STEPS = 8;

/**
 * Independent sequences, for classification and regression. Which ones validate is drawn once, by the seed, the same share of each
 * class; the others are put in another order in every epoch, a function of (seed, epoch). A batch is as long as its longest sequence
 * asks, rounded up to one of a few lengths, at most `sequenceLength`; the last batch is filled up with masked rows. With batching 3 the longest
 * sequences come first in a batch, so that time loops leave those out that have ended.
 * Data with a validation part of its own has it in its last `heldBack` samples.
 * Throws EngineError `text-too-short` where there is nothing to train on.
 */
export function createSequenceData(samples: SequenceSamples, cut: Cut, heldBack?: number): TrainingData {
  const labels = samples.labels ?? new Int32Array(samples.lengths.length);
  const { train, validation } = splitStratified(labels, cut, heldBack);
  if (train.length === 0)
    throw new EngineError('text-too-short', 'There are no sequences. Add at least one.', { reason: 'sequences' });
  return {
    training: createSequenceSource(samples, Int32Array.from(train), cut, true),
    validation: validation.length === 0 ? null : createSequenceSource(samples, Int32Array.from(validation), cut, false),
  };
}

/**
 * The members, at least one, of the samples in batches as `createSequenceData` has them; not shuffled, in their own order. An epoch has the
 * first `samplesPerEpoch` of its order, all where that is left out: others in each, drawn by the seed and the epoch.
 */
export function createSequenceSource(
  samples: SequenceSamples,
  members: Int32Array,
  cut: Pick<Cut, 'batchSize' | 'sequenceLength' | 'seed' | 'batching'> & { samplesPerEpoch?: number | undefined },
  isShuffled: boolean,
): BatchSource {
  const most = Math.min(members.length, cut.samplesPerEpoch ?? Infinity);
  const size = Math.min(cut.batchSize, most);
  const stepsOf = (sample: number) => Math.min(samples.lengths[sample], cut.sequenceLength);
  const lengthOf = (row: number | undefined) => (row === undefined ? 0 : stepsOf(row));
  const longest = members.reduce((steps, sample) => Math.max(steps, stepsOf(sample)), 1);
  const allSteps = plannedSteps(longest);
  let shuffled = { epoch: -1, order: members };

  function orderOf(epoch: number): Int32Array {
    if (!isShuffled) return members;
    if (shuffled.epoch !== epoch) {
      const order = members.slice();
      createStream(cut.seed, 'shuffle', epoch).shuffle(order);
      shuffled = { epoch, order: order.slice(0, most) };
    }
    return shuffled.order;
  }

  return {
    count: Math.ceil(most / size),
    sampleCount: most,
    carriesState: false,
    shapes: allSteps.map((steps) => ({ batch: size, steps })),
    batch(epoch, n) {
      const order = orderOf(epoch);
      const rows = Array.from({ length: size }, (_, b): number | undefined => order[n * size + b]);
      if ((cut.batching ?? 1) >= 3) rows.sort((a, b) => lengthOf(b) - lengthOf(a));
      const lengths = Int32Array.from(rows, lengthOf);
      const needed = Math.max(...lengths);
      const steps = allSteps.find((planned) => planned >= needed) ?? longest;
      return { batch: size, steps, lengths, ...samples.fill(rows, steps) };
    },
  };
}

/** The longest, and halves of it down to about SHORTEST_STEPS: buffers for all of them take twice those of the longest. */
function plannedSteps(longest: number): number[] {
  const planned = [longest];
  while (planned[0] >= 2 * SHORTEST_STEPS) planned.unshift(Math.ceil(planned[0] / 2));
  return planned;
}
