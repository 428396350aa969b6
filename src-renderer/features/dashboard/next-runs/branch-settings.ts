import type { TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import { trainingOf, type TrainingSettings } from '../../../domain/training/training-settings.ts';

/** Only what differs from the parent's training; null while a field is not valid. */
export function branchChanges(settings: TrainingSettings, parent: TrainSpec): Partial<TrainSpec> | null {
  const wanted = trainingOf(settings, parent);
  if (wanted === null) return null;
  const differs = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(parent[name as keyof TrainSpec]);
  return Object.fromEntries(Object.entries(wanted).filter(differs)) as Partial<TrainSpec>;
}
