import type { ImportReport } from './datasets/import-records.ts';

type Counted = Pick<NonNullable<ImportReport['classes']>[number], 'count'>;

/** n / (k·n_c) for each class c, of n samples in k classes: all classes weigh the same together, and the mean sample weighs 1. */
export function balancedClassWeights(classes: readonly Counted[]): number[] {
  const samples = classes.reduce((sum, { count }) => sum + count, 0);
  return classes.map(({ count }) => samples / (classes.length * count));
}
