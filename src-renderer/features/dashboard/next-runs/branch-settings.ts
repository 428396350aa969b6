import type { TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import { trainingOf, trainingSettingsOf, type TrainingSettings } from '../../../domain/training/training-settings.ts';

/** Only what differs from the parent's training; null while a field is not valid. */
export function branchChanges(settings: TrainingSettings, parent: TrainSpec): Partial<TrainSpec> | null {
  const wanted = trainingOf(settings, parent);
  if (wanted === null) return null;
  const differs = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(parent[name as keyof TrainSpec]);
  return Object.fromEntries(Object.entries(wanted).filter(differs)) as Partial<TrainSpec>;
}

/**
 * Returns the settings with these changes of a training; null means that the form lacks one of the fields that they
 * touch.
 */
export function withChanges(
  settings: TrainingSettings,
  parent: TrainSpec,
  changes: Partial<TrainSpec>,
): TrainingSettings | null {
  const before = trainingOf(settings, parent);
  if (before === null) return null;
  const changed = trainingSettingsOf({ ...parent, ...before, ...changes });
  const after: TrainSpec = { ...parent, ...trainingOf(changed, parent) };
  const isWhole = Object.entries(changes).every(
    ([name, value]) => JSON.stringify(after[name as keyof TrainSpec]) === JSON.stringify(value),
  );
  return isWhole ? changed : null;
}
