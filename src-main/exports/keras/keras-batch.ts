import { kerasInput } from '../../../src-engine/interchange/keras/padded-input.ts';
import type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';

/** A batch as `verify.py` reads it, padded as the network wants it; or the inputs of a network that reads a table, by name. */
export type KerasBatch = NetworkBatch | { kind: 'numbers'; inputs: NamedLists; lengths: number[] | null };

type NamedLists = Record<string, { shape: number[]; values: number[] }>;

interface NetworkBatch {
  kind: 'ids' | 'features';
  shape: number[];
  values: number[];
  /** Steps of each sequence, where they are not all the same. */
  lengths: number[] | null;
}

export function kerasBatch(input: ParityInput, isPadded: boolean): KerasBatch {
  const { batch, steps, ids, numbers } = input;
  if (numbers !== undefined) {
    const named = Object.entries(numbers).map(([name, { shape, values }]) => [name, { shape, values: [...values] }]);
    const inputs = Object.fromEntries(named) as NamedLists;
    return { kind: 'numbers', inputs, lengths: input.lengths && [...input.lengths] };
  }
  const values = [...kerasInput(input, isPadded)];
  const lengths = input.lengths === null ? null : [...input.lengths];
  return ids === null
    ? { kind: 'features', shape: [batch, steps, values.length / (batch * steps)], values, lengths }
    : { kind: 'ids', shape: [batch, steps], values, lengths };
}
