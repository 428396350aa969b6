import { OutOfMemoryError } from '../backends/backend.ts';
import type { Tensor } from '../backends/backend.ts';
import type { Model, Pass } from '../models/model.ts';
import type { Batch, BatchSource } from './batch-source.ts';
import { mean } from './evaluate.ts';
import type { PassSet } from './pass-set.ts';

export interface GradientStep {
  model: Model;
  source: BatchSource;
  passes: PassSet;
  /** (3): receives the sums over the batches, see `Loss`. */
  metrics: Tensor;
  /** The batches of one optimizer step, and the place of the first in its epoch. */
  batches: readonly Batch[];
  first: number;
  seed: number;
  /** The number of batches of all steps before this one, from which the random draws of each batch are numbered. */
  batchesBefore: number;
  /** The observer that looks at the pass of the first batch. */
  look?: { beforeForward(pass: Pass): void; afterForward(pass: Pass): void } | null;
}

/** Computes the gradients of the mean loss over all targets of the batches, and leaves them in the model. */
export function accumulateGradients(step: GradientStep): void {
  const { model, source, passes, metrics, batches, first } = step;
  zeroGradients(model, batches);
  model.backend.fill(metrics, 0);
  const weight = batches.reduce((sum, batch) => sum + batch.weight, 0);
  batches.forEach((batch, n) => {
    const pass = passes.load(first + n, batch);
    const look = n === 0 ? step.look : null;
    look?.beforeForward(pass);
    pass.forward({ seed: step.seed, step: step.batchesBefore + n });
    look?.afterForward(pass);
    pass.backward(mean(1, weight), metrics);
    if (source.carriesState) pass.carryState();
  });
}

/** Resolves with null when there is no memory for the look, which then has taken none. */
export async function unlessOutOfMemory<T>(look: Promise<T>): Promise<T | null> {
  try {
    return await look;
  } catch (error) {
    if (error instanceof OutOfMemoryError) return null;
    throw error;
  }
}

/** Sets the gradients to 0 that these batches add to: of an embedding, only the rows of their tokens. */
export function zeroGradients(model: Model, batches: readonly Batch[]): void {
  model.zeroGradients(batches.flatMap(({ input }) => ('ids' in input ? [input.ids] : [])));
}
