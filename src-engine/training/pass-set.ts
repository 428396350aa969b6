import type { Model, Pass } from '../models/model.ts';
import type { Batch, BatchSource } from './batch-source.ts';

/** One pass for each shape of a source's batches, all planned at once, so that a lack of memory shows before the first step. */
export interface PassSet {
  readonly passes: readonly Pass[];
  /** The pass of the batch's shape, holding its inputs and targets. */
  load(batch: Batch): Pass;
}

/** Throws OutOfMemoryError. */
export function createPassSet(
  model: Model,
  source: BatchSource,
  options: { training: boolean; classWeights: number[] | null },
): PassSet {
  const passes = source.shapes.map((shape) => model.createPass({ ...shape, training: options.training }));
  for (const pass of passes) pass.setClassWeights(options.classWeights);
  return {
    passes,
    load(batch) {
      const pass = passes.find(({ shape }) => shape.batch === batch.batch && shape.steps === batch.steps);
      if (pass === undefined) throw new Error(`No pass was planned for batches of ${batch.batch} × ${batch.steps}.`);
      if ('ids' in batch.input) pass.setIds(batch.input.ids, batch.lengths);
      else pass.setFeatures(batch.input.features, batch.lengths);
      pass.setTargets(batch.targets);
      return pass;
    },
  };
}
