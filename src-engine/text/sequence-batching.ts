import { createStream } from '../random/stream.ts';

/** Whole sequences in batches, in another order every epoch. Arrays are time-major: element t·B + b. */
export interface SequenceBatches<Batch> {
  /** Batches in an epoch: ⌈N / B⌉. */
  readonly count: number;
  /** T: steps of every batch, those of the longest sequence or the most allowed. */
  readonly steps: number;
  /**
   * Fills `into` with batch n, 0 ≤ n < count, of an epoch. The order is a function of (seed, epoch) alone. Rows that the last batch
   * lacks have length 0 and masked targets.
   */
  load(epoch: number, n: number, into: Batch): void;
}

/** Labelled token sequences. */
export interface LabelledBatch {
  /** (T·B), −1 after a sequence's end. */
  ids: Int32Array;
  /** (B) */
  lengths: Int32Array;
  /** (B), −1 for a missing row. */
  targets: Int32Array;
}

/** Real-valued sequences with real-valued targets. */
export interface SeriesBatch {
  /** (T·B, F), 0 after a sequence's end. */
  features: Float32Array;
  /** (B) */
  lengths: Int32Array;
  /** (B, outputs), NaN for a missing row. */
  targets: Float32Array;
}

/** A sequence of F features a step, (T, F), and what it is to be mapped to. */
export interface Series {
  features: Float32Array;
  targets: Float32Array;
}

/** Batches of `batch` labelled sequences. Of a sequence longer than `maxLength` tokens, only the first ones are used. */
export function createLabelledBatches(
  sequences: readonly Int32Array[],
  labels: ArrayLike<number>,
  options: { batch: number; maxLength: number; seed: number },
): SequenceBatches<LabelledBatch> {
  const { batch, maxLength, seed } = options;
  const lengths = sequences.map((sequence) => Math.min(sequence.length, maxLength));
  const rowsOf = createShuffle(sequences.length, batch, seed);
  return {
    count: Math.ceil(sequences.length / batch),
    steps: longest(lengths),
    load(epoch, n, into) {
      into.ids.fill(-1);
      into.lengths.fill(0);
      into.targets.fill(-1);
      rowsOf(epoch, n).forEach((row, b) => {
        for (let t = 0; t < lengths[row]; t++) into.ids[t * batch + b] = sequences[row][t];
        into.lengths[b] = lengths[row];
        into.targets[b] = labels[row];
      });
    },
  };
}

/** Batches of `batch` series of `featureCount` features a step, all with equally many targets. */
export function createSeriesBatches(
  series: readonly Series[],
  options: { batch: number; featureCount: number; seed: number },
): SequenceBatches<SeriesBatch> {
  const { batch, featureCount, seed } = options;
  const lengths = series.map(({ features }) => features.length / featureCount);
  const rowsOf = createShuffle(series.length, batch, seed);
  return {
    count: Math.ceil(series.length / batch),
    steps: longest(lengths),
    load(epoch, n, into) {
      into.features.fill(0);
      into.lengths.fill(0);
      into.targets.fill(NaN);
      rowsOf(epoch, n).forEach((row, b) => {
        const { features, targets } = series[row];
        for (let t = 0; t < lengths[row]; t++) {
          const step = features.subarray(t * featureCount, (t + 1) * featureCount);
          into.features.set(step, (t * batch + b) * featureCount);
        }
        into.lengths[b] = lengths[row];
        into.targets.set(targets, b * targets.length);
      });
    },
  };
}

function longest(lengths: readonly number[]): number {
  return lengths.reduce((longest, length) => Math.max(longest, length), 0);
}

/** The sequences of batch n of an epoch: the epoch's permutation, drawn once an epoch, in slices of `batch`. */
function createShuffle(size: number, batch: number, seed: number): (epoch: number, n: number) => Int32Array {
  const order = new Int32Array(size);
  let drawnFor = -1;
  return (epoch, n) => {
    if (!(n >= 0 && n * batch < size)) throw new RangeError(`There is no batch ${n} of ${size} sequences.`);
    if (epoch !== drawnFor) {
      order.forEach((_, i) => (order[i] = i));
      createStream(seed, 'shuffle', epoch).shuffle(order);
      drawnFor = epoch;
    }
    return order.subarray(n * batch, (n + 1) * batch);
  };
}
