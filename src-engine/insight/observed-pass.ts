import type { Model, Pass } from '../models/model.ts';

/** A sequence that a model reads: the ids of tokens, or (steps, width) numbers. */
export type ReadSequence = Int32Array | ReadNumbers;

export interface ReadNumbers {
  steps: number;
  features: Float32Array;
}

/**
 * Lets the model read a sequence from the zero state on, without dropout, and `look` at what the pass has left. Throws OutOfMemoryError.
 */
export async function forwardObserved<T>(
  model: Model,
  sequence: ReadSequence,
  look: (pass: Pass) => Promise<T>,
): Promise<T> {
  const steps = sequence instanceof Int32Array ? sequence.length : sequence.steps;
  const pass = model.createPass({ batch: 1, steps, training: false, observed: true });
  try {
    if (sequence instanceof Int32Array) pass.setIds(sequence, null);
    else pass.setFeatures(sequence.features, null);
    pass.forward({ seed: 0, step: 0 });
    return await look(pass);
  } finally {
    pass.dispose();
  }
}
