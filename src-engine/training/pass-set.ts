import type { Model, Pass } from '../models/model.ts';
import type { Batch, BatchSource } from './batch-source.ts';

/** One pass for each shape of a source's batches, all planned at once, so that a lack of memory shows before the first step. */
export interface PassSet {
  readonly passes: readonly Pass[];
  /** The pass of the shape of batch n of an epoch, holding its inputs and targets. The states of rows that begin something are 0. */
  load(n: number, batch: Batch): Pass;
}

/** Hands the tokens or numbers of a batch of its shape to the pass. */
export function setInput(pass: Pass, { input, lengths }: Pick<Batch, 'input' | 'lengths'>): void {
  if ('ids' in input) pass.setIds(input.ids, lengths);
  else pass.setFeatures(input.features, lengths);
}

/** Throws OutOfMemoryError. */
export function createPassSet(
  model: Model,
  source: BatchSource,
  options: { training: boolean; classWeights: number[] | null; labelSmoothing?: number },
): PassSet {
  const passes = source.shapes.map((shape) => model.createPass({ ...shape, training: options.training }));
  for (const pass of passes) {
    pass.setClassWeights(options.classWeights);
    pass.setLabelSmoothing(options.labelSmoothing ?? 0);
  }
  return {
    passes,
    load(n, batch) {
      const pass = passes.find(({ shape }) => shape.batch === batch.batch && shape.steps === batch.steps);
      if (pass === undefined) throw new Error(`No pass was planned for batches of ${batch.batch} × ${batch.steps}.`);
      setInput(pass, batch);
      pass.setResets(batch.resets ?? null);
      pass.setTargets(batch.targets);
      if (n === 0 || !source.carriesState || batch.newDocuments?.length === batch.batch) pass.resetState();
      else if (batch.newDocuments !== undefined) pass.resetState(batch.newDocuments);
      return pass;
    },
  };
}
