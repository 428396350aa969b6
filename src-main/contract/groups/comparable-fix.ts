import type { TriedFix } from './trial-records.ts';

/**
 * Tells whether validation losses with a fix can be compared with those without it: not where it holds back other items,
 * and not where it weighs classes, which gives rare ones their due at the cost of the loss.
 */
export function isComparable(fix: TriedFix): boolean {
  if (fix.kind === 'branch') return fix.train.validationFraction === undefined;
  const { train, balanceClasses } = fix.changes;
  return train?.validationFraction === undefined && balanceClasses === undefined;
}
