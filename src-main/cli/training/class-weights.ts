import type { DatasetRecord } from '../../contract/records.ts';
import { UsageError } from '../usage-error.ts';

/** n / (k·n_c) for each class c, of n texts in k classes: all classes weigh the same together, and the mean text weighs 1. */
export function balancedClassWeights({ name, report }: Pick<DatasetRecord, 'name' | 'report'>): number[] {
  const classes = report?.classes ?? null;
  if (classes === null) throw new UsageError(`--balance-classes wants labels, and ${name} has none.`);
  const texts = classes.reduce((sum, { count }) => sum + count, 0);
  return classes.map(({ count }) => texts / (classes.length * count));
}
