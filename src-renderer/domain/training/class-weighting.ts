import { balancedClassWeights } from '../../../src-main/contract/balanced-class-weights.ts';

/** The weights as they are typed for each class, each null where it is no number; null for all means that they count the same. */
export type TypedWeights = readonly (number | null)[] | null;

export const weightings = ['equal', 'balanced', 'byClass'] as const;
export type Weighting = (typeof weightings)[number];

type Classes = readonly { label: string; count: number }[];

/** The way in which weights were chosen for these classes. */
export function weightingOf(weights: TypedWeights, classes: Classes): Weighting {
  if (weights === null) return 'equal';
  const balanced = balancedClassWeights(classes);
  const isBalanced = weights.length === balanced.length && weights.every((weight, n) => weight === balanced[n]);
  return isBalanced ? 'balanced' : 'byClass';
}
