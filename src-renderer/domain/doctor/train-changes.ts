import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { FindingFix, NewRunChanges } from '../../../src-main/contract/doctor/doctor-records.ts';

/** Returns the settings of a training that a fix changes. Undefined fields are no changes. */
export function trainChanges({ train = {} }: Pick<NewRunChanges, 'train'>): Partial<TrainSpec> {
  return Object.fromEntries(Object.entries(train).filter(([, value]) => value !== undefined)) as Partial<TrainSpec>;
}

/** Returns a fix that trains something, and can therefore be tried; null stands for all others. */
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
