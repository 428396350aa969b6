import type { RunRecord } from '../../../../../src-main/contract/runs/run-records.ts';
import type { CheckpointRecord } from '../../../../../src-main/contract/runs/checkpoint-records.ts';
import type { GenerateInput } from '../../../../../src-main/contract/writing/writing-records.ts';
import { differingNames } from '../../../../domain/runs/run-names.ts';
import { checkpointName } from '../../../../domain/training/checkpoint-name.ts';
import type { Locale } from '../../../../locales/use-locale.ts';
import type { ColumnPlan } from '../../many-texts/use-columns.ts';

/** The same text at several temperatures. */
export const temperaturePlans = (
  input: GenerateInput,
  temperatures: readonly number[],
  { number }: Locale,
): ColumnPlan[] =>
  temperatures.map((temperature) => ({
    id: String(temperature),
    label: `T ${number(temperature)}`,
    input: { ...input, sampling: { ...input.sampling, temperature } },
  }));

/** The same prompt and seed through all checkpoints, oldest first. */
export const travelPlans = (
  input: GenerateInput,
  checkpoints: readonly CheckpointRecord[],
  locale: Locale,
): ColumnPlan[] =>
  checkpoints
    .toSorted((a, b) => a.step - b.step || a.createdAt - b.createdAt)
    .map((checkpoint) => ({
      id: checkpoint.id,
      label: checkpointName(checkpoint, locale),
      input: { ...input, checkpointId: checkpoint.id },
    }));

export interface WritingModel {
  run: RunRecord;
  /** The checkpoint's id, or null for the run's best one. */
  checkpointId: string | null;
  /** The run's checkpoints. */
  checkpoints: readonly CheckpointRecord[];
  /** The tokens of the prompt that the model cannot read. */
  unreadable: readonly string[];
}

/** Two models that go on from one prompt; they may be two checkpoints of one run. */
export function besidePlans(input: GenerateInput, models: readonly WritingModel[], locale: Locale): ColumnPlan[] {
  const runs = models.map(({ run }) => run);
  const names =
    new Set(runs.map(({ id }) => id)).size > 1 ? differingNames(runs, locale) : runs.map(({ name }) => name);
  return models.map(({ run, checkpointId, checkpoints, unreadable }, place) => {
    const checkpoint = checkpoints.find(({ id }) => id === checkpointId);
    const at = checkpoint === undefined ? locale.t('playground.bestCheckpoint') : checkpointName(checkpoint, locale);
    const asked = { ...input, runId: run.id, checkpointId };
    return { id: String(place), label: `${names[place]} · ${at}`, input: asked, unreadable };
  });
}
