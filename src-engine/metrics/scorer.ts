import type { Breakdown, Scores } from '../spec/evaluation-spec.ts';

/** Measures a network's predictions of a validation part, batch by batch, in the order in which the part is read. */
export interface Scorer {
  add(batch: ScoredBatch): void;
  finish(): { scores: Scores; breakdown: Breakdown };
}

interface ScoredBatch {
  /** B. */
  batch: number;
  /** The targets as a pass takes them; ids below 0 and numbers that are NaN are masked. */
  targets: Int32Array | Float32Array;
  /** (rows, size), row-major: a pass's output for these targets. */
  outputs: ArrayLike<number>;
  /**
   * The piece of a sequence that each row holds, when sequences are cut into rows. When left out, each row is a
   * sequence of its own.
   */
  pieces?: readonly (SequencePiece | undefined)[];
  /** The samples that the rows hold, where the data tells them. */
  samples?: readonly (number | undefined)[];
}

/** A part of a sequence. */
export interface SequencePiece {
  sequence: number;
  /** Parts of the sequence before this one. */
  index: number;
}

/** Returns the place of the largest of `size` values from `begin` on, the first of equals. */
export function likeliest(values: ArrayLike<number>, begin: number, size: number): number {
  let best = 0;
  for (let n = 1; n < size; n++) if (values[begin + n] > values[begin + best]) best = n;
  return best;
}
