import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { FindingFix, NewRunChanges } from '../../../src-main/contract/doctor-records.ts';

/** Returns the settings of a training that a fix changes. Fields that are there and say nothing are no changes. */
export function trainChanges({ train = {} }: Pick<NewRunChanges, 'train'>): Partial<TrainSpec> {
  return Object.fromEntries(Object.entries(train).filter(([, value]) => value !== undefined)) as Partial<TrainSpec>;
}

/** A fix that trains something, and can therefore be tried; null for others. */
export function trainableFix(fix: FindingFix | null) {
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
