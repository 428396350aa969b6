import type { Scorer, SequencePiece } from '../metrics/scorer.ts';

/** One batch, ready for a pass of shape (batch, steps). Arrays are time-major: element t·B + b. */
export interface Batch {
  batch: number;
  steps: number;
  /** Token ids (T·B), or feature vectors (T·B, F). */
  input: { ids: Int32Array } | { features: Float32Array };
  /** (B): how many steps of each sequence are real; null means all. */
  lengths: Int32Array | null;
  /** Rows that do not go on where the batch before ended, although the source carries states: theirs are 0. None when left out. */
  newDocuments?: readonly number[];
  /**
   * Numbers that are not 0 at the steps that are no input but the end of a document, as `Pass.setResets` takes them.
   * There are none when null or left out.
   */
  resets?: Int32Array | null;
  /**
   * The piece of a sequence that each row holds, when sequences are cut into rows. When left out, each row is a
   * sequence of its own.
   */
  pieces?: readonly (SequencePiece | undefined)[];
  /** The samples that the rows hold, by their places in the data; left out where nobody asks for them. */
  samples?: readonly (number | undefined)[];
  /** The targets that `Pass.setTargets` takes. */
  targets: Int32Array | Float32Array;
  /** The divisor of this batch's summed loss: the targets that are not masked, each with its class's weight. */
  weight: number;
}

/** Time steps of a batch that are neither padding nor ends of documents: for text, its tokens. */
export function realSteps({ batch, steps, lengths, resets }: Batch): number {
  if (resets) return resets.reduce((sum, reset) => sum + Number(reset === 0), 0);
  return lengths === null ? batch * steps : lengths.reduce((sum, length) => sum + length, 0);
}

/** The batches of an epoch: the one place where the training loop meets the task. */
export interface BatchSource {
  /** Batches in an epoch, at least 1. */
  readonly count: number;
  /** Samples of an epoch, each of which is read by itself; left out for running text. */
  readonly sampleCount?: number;
  /**
   * `true` means that row b of a batch goes on where row b of the batch before it ended, so recurrent states are carried within an epoch, but for
   * the rows named in `Batch.newDocuments`.
   */
  readonly carriesState: boolean;
  /**
   * Row b of all batches, taken together, goes on where row b − 1 ends, and the first `warmUp` batches, in which nothing is a target, only
   * bring it near that state; see `evaluate`. Rows have nothing to do with each other when left out.
   */
  readonly warmUp?: number;
  /** The shapes of all batches that can come, the largest last, so that buffers are planned before the first step. */
  readonly shapes: readonly { batch: number; steps: number }[];
  /** Batch n, 0 ≤ n < count, of an epoch, counted from 0: a function of these two numbers alone. */
  batch(epoch: number, n: number): Batch;
}

export interface TrainingData {
  training: BatchSource;
  /** `null` means that nothing is held back. */
  validation: BatchSource | null;
  /**
   * The mean squared error of a network that always answers 0, for numbers that are not standardised; 1 when left out.
   */
  zeroLoss?: number;
  /**
   * Makes a scorer that measures predictions of the validation part beside their loss. When left out, nothing but the
   * accuracy is measured.
   */
  createScorer?: () => Scorer;
}
