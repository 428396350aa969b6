import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { NewRunChanges } from '../../../src-main/contract/doctor-records.ts';

/** Returns the settings of a training that a fix changes. Fields that are there and say nothing are no changes. */
export function trainChanges({ train = {} }: Pick<NewRunChanges, 'train'>): Partial<TrainSpec> {
  return Object.fromEntries(Object.entries(train).filter(([, value]) => value !== undefined)) as Partial<TrainSpec>;
}
