import type { ModelSpec } from '../spec/model-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import type { Batch } from '../training/batch-source.ts';
import type { SequenceSamples } from '../training/sequence-data.ts';

export type Contender = 'lstm' | 'simple_rnn';

/**
 * A task of Hochreiter & Schmidhuber 1997 that needs a long memory, for an LSTM and a SimpleRNN with the same budget: the same sequences,
 * steps and optimizer, and for the SimpleRNN no fewer parameters.
 */
export interface Experiment {
  models: Record<Contender, ModelSpec>;
  /** `maxSteps` is how many steps it takes. */
  train: TrainSpec & { maxSteps: number };
  data(seed: number): ExperimentData;
  criteria: readonly Criterion[];
  /**
   * By sequence of the batch, what it adds to the mean of each criterion. `output` is that of `Pass`: (T·B, V) or (B, classes) logits, or
   * (B, outputs).
   */
  judge(batch: Batch, output: ArrayLike<number>): number[][];
}

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
    | 'classification-error';
  /** A share of the sequences, from 0 to 1, or a mean in the units of the target. */
  unit: 'share' | 'mean';
  /** The goal that solves the task, together with the other goals; null for a figure that is only told. */
  goal: { atLeast: number } | { below: number } | null;
}

/** The number of test sequences, as in the paper. */
export const TEST_SEQUENCES = 2560;
