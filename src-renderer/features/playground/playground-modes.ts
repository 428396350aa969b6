import type { CheckpointRecord, GenerateInput, RunRecord } from '../../../src-main/contract/records.ts';
import type { Locale } from '../../locales/use-locale.ts';
import type { ColumnPlan } from './use-columns.ts';

/** One text to work with, or several from one seed that differ in one thing. */
export const playgroundModes = ['single', 'temperatures', 'beside', 'travel'] as const;
export type PlaygroundMode = (typeof playgroundModes)[number];

const mostTemperatures = 4;

/** As typed: `0.5, 0.8`. null: not one to four numbers from 0 to 100. */
export function parseTemperatures(typed: string): number[] | null {
  const parts = typed.split(/[,;、\s]+/).filter((part) => part !== '');
  const numbers = parts.map(Number);
  const areValid = numbers.every((value) => value >= 0 && value <= 100);
  return areValid && numbers.length > 0 && numbers.length <= mostTemperatures ? [...new Set(numbers)] : null;
}

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
  { t, integer }: Locale,
): ColumnPlan[] =>
  checkpoints
    .toSorted((a, b) => a.step - b.step || a.createdAt - b.createdAt)
    .map(({ id, epoch, step }) => ({
      id,
      label: t('dashboard.checkpointAt', { epoch: integer(epoch), step: integer(step) }),
      input: { ...input, checkpointId: id },
    }));

/** Two models that go on from one prompt. */
export const besidePlans = (
  input: GenerateInput,
  run: RunRecord,
  other: { run: RunRecord; checkpointId: string | null },
): ColumnPlan[] => [
  { id: 'own', label: run.name, input },
  { id: 'other', label: other.run.name, input: { ...input, runId: other.run.id, checkpointId: other.checkpointId } },
];
