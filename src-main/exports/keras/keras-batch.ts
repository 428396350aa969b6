import { kerasInput } from '../../../src-engine/interchange/keras/padded-input.ts';
import type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';

/** A batch as `verify.py` reads it, padded as the network wants it. */
export interface KerasBatch {
  kind: 'ids' | 'features';
  shape: number[];
  values: number[];
}

export function kerasBatch(input: ParityInput, isPadded: boolean): KerasBatch {
  const { batch, steps, ids } = input;
  const values = [...kerasInput(input, isPadded)];
  return ids === null
    ? { kind: 'features', shape: [batch, steps, values.length / (batch * steps)], values }
    : { kind: 'ids', shape: [batch, steps], values };
}
