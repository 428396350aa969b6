import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { FindingFix, NewRunChanges } from '../../../src-main/contract/doctor/doctor-records.ts';
import { isComparable } from '../../../src-main/contract/groups/comparable-fix.ts';
import type { TriedFix } from '../../../src-main/contract/groups/trial-records.ts';

/** Returns the settings of a training that a fix changes. Undefined fields are no changes. */
export function trainChanges({ train = {} }: Pick<NewRunChanges, 'train'>): Partial<TrainSpec> {
  return Object.fromEntries(Object.entries(train).filter(([, value]) => value !== undefined)) as Partial<TrainSpec>;
}

/** Returns a fix that can be tried, since it trains something whose losses can be compared; null stands for all others. */
export function triableFix(fix: FindingFix | null): TriedFix | null {
  const trained = trainedFix(fix);
  return trained !== null && isComparable(trained) ? trained : null;
}

function trainedFix(fix: FindingFix | null): TriedFix | null {
  switch (fix?.kind) {
    case 'branch':
      return { ...fix, train: trainChanges(fix) };
    case 'new-run': {
      const { model, ...changes } = fix.changes;
      return { ...fix, changes: { ...changes, ...(model && { model }) } };
    }
    default:
      return null;
  }
}
