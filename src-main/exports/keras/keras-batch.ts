import { kerasInput } from '../../../src-engine/interchange/keras/padded-input.ts';
import type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';

/** A batch as `verify.py` reads it, padded as the network wants it. */
export interface KerasBatch {
  kind: 'ids' | 'features';
  shape: number[];
  values: number[];
  /** Steps of each sequence, where they are not all the same. */
  lengths: number[] | null;
}

export function kerasBatch(input: ParityInput, isPadded: boolean): KerasBatch {
  const { batch, steps, ids } = input;
  const values = [...kerasInput(input, isPadded)];
  const lengths = input.lengths === null ? null : [...input.lengths];
  return ids === null
    ? { kind: 'features', shape: [batch, steps, values.length / (batch * steps)], values, lengths }
    : { kind: 'ids', shape: [batch, steps], values, lengths };
}
