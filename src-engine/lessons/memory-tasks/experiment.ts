import type { CellType } from '../../cells/index.ts';
import type { ModelSpec } from '../../spec/model-spec.ts';
import type { TrainSpec } from '../../spec/train-spec.ts';
import type { Batch } from '../../training/batch-source.ts';
import type { SequenceSamples } from '../../training/sequence-data.ts';

/** A task for networks of several cells with the same budget: the same sequences, steps and optimizer. */
export interface Experiment<Contender extends CellType = CellType> {
  /** The networks, by the cells that they are made of. */
  models: Readonly<Record<Contender, ModelSpec>>;
  /** `maxSteps` is how many steps it takes. */
  train: TrainSpec & { maxSteps: number };
  /** Steps of the longest test sequences, where they are longer than those of training. */
  longestTest?: number;
  data(seed: number, totalSteps: number): ExperimentData;
  criteria: readonly Criterion[];
  /**
   * Returns for each sequence of the batch its contribution to the mean of each criterion, or null where the criterion
   * is about other sequences. `output` is that of `Pass`: (T·B, V) or (B, classes) logits, or (B, outputs).
   */
  judge(batch: Batch, output: ArrayLike<number>): (number | null)[][];
}

/**
 * A task of Hochreiter & Schmidhuber 1997 that needs a long memory, for an LSTM and a SimpleRNN that has no fewer parameters.
 */
export type ExperimentOf1997 = Experiment<'lstm' | 'simple_rnn'> & { data(seed: number): ExperimentData };

export interface ExperimentData {
  /** The sequences of the n-th batch, new ones for every n. */
  draw(count: number, n: number): SequenceSamples;
  /** Sequences that `draw` never gives. */
  test: SequenceSamples;
}

/** A measurement on the test sequences. */
export interface Criterion {
  id:
    | 'all-predictions'
    | 'remembered-symbol'
    | 'error-below-0.04'
    | 'mean-absolute-error'
    | 'outputs-within-0.3'
    | 'classification-error'
    | 'parity-of-learnt-lengths'
    | 'parity-of-longer'
    | 'parity-of-longest';
  /** A share of the sequences, from 0 to 1, or a mean in the units of the target. */
  unit: 'share' | 'mean';
  /** The goal that solves the task, together with the other goals; null for a figure that is only told. */
  goal: { atLeast: number } | { below: number } | null;
}

/** The number of test sequences, as in the paper. */
export const TEST_SEQUENCES = 2560;

/** How large an experiment of 1997 is made; the paper's own size takes minutes. */
export interface TaskSize {
  /** Steps of the shortest sequences. */
  shortest: number;
  maxSteps: number;
  batchSize: number;
}

/** Returns the steps of the longest sequences of a task whose sequences are up to a tenth longer than the shortest. */
export const longestOf = (shortest: number): number => shortest + Math.floor(shortest / 10);
