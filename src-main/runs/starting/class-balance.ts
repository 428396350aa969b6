import { balancedClassWeights } from '../../contract/balanced-class-weights.ts';
import { StudioError } from '../../contract/errors.ts';
import type { StartRun } from '../../contract/runs/start-records.ts';
import type { DatasetRecord } from '../../contract/datasets/dataset-records.ts';

/** The input with the weights that it asks for. Throws `invalid-training` where the dataset has no classes. */
export function withClassBalance(input: StartRun, { name, report }: Pick<DatasetRecord, 'name' | 'report'>): StartRun {
  if (input.balanceClasses !== true) return input;
  const classes = report?.classes ?? null;
  if (classes !== null) return { ...input, train: { ...input.train, classWeights: balancedClassWeights(classes) } };
  const message = `${name} has no labels whose weights could be balanced. Train it without class weights.`;
  throw new StudioError('invalid-training', message, { reason: 'class-weights-without-classes' });
}
