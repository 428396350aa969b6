import type { Ref } from 'vue';
import type { GenerateManyInput } from '../../../../src-main/contract/generate-many-records.ts';
import type { CheckpointRecord, GenerateInput, RunRecord } from '../../../../src-main/contract/records.ts';
import { longestBeam } from '../../../../src-main/contract/writing-limits.ts';
import { differingNames } from '../../../domain/runs/run-names.ts';
import type { IdeaId } from '../../../locales/messages.ts';
import { checkpointName } from '../../../domain/training/checkpoint-name.ts';
import type { Locale } from '../../../locales/use-locale.ts';
import { remembered } from '../../../ui/remembered.ts';
import { parseStopTexts, samplingOf, type SamplingControls } from '../../../domain/sampling/sampling.ts';
import type { ColumnPlan } from '../many-texts/use-columns.ts';

/** One text to work with, many at once, or several from one seed that differ in one thing. */
export const playgroundModes = ['single', 'many', 'beams', 'temperatures', 'beside', 'travel'] as const;
export type PlaygroundMode = (typeof playgroundModes)[number];

/** The number of texts written or followed at once; null while the field holds no valid number. */
export interface WritingCounts {
  many: number | null;
  beams: number | null;
}
export type CountedMode = keyof WritingCounts;

/** Several texts from one seed that differ in one thing. */
export type ComparingMode = Exclude<PlaygroundMode, CountedMode | 'single'>;

export const isCounted = (mode: PlaygroundMode): mode is CountedMode => mode === 'many' || mode === 'beams';

/** The lesson that each mode teaches. */
export const lessonOf: Record<PlaygroundMode, IdeaId> = {
  single: 'temperature',
  many: 'perplexity',
  beams: 'perplexity',
  temperatures: 'temperature',
  beside: 'perplexity',
  travel: 'earlyStopping',
};

const initialCounts: WritingCounts = { many: 8, beams: 4 };

const areCounts = (value: unknown): value is WritingCounts =>
  typeof value === 'object' && value !== null && Object.keys(initialCounts).every((key) => key in value);

export const rememberedCounts = (): Ref<WritingCounts> => remembered('playground.counts', initialCounts, areCounts);

/** The request for the host, or null while the controls are not valid. */
export function manyInput(
  model: { runId: string; checkpointId: string | null; prompt: string },
  mode: CountedMode,
  count: number | null,
  controls: SamplingControls,
): GenerateManyInput | null {
  const { length } = controls;
  if (length === null || count === null) return null;
  if (mode === 'beams') {
    const stopStrings = parseStopTexts(controls.stopTexts);
    if (stopStrings === null || length > longestBeam) return null;
    return { ...model, length, way: { way: 'beams', beams: count, stopStrings } };
  }
  const sampling = samplingOf(controls);
  return sampling && { ...model, length, way: { way: 'sample', count, sampling } };
}

const mostTemperatures = 4;

/** Reads typed temperatures such as `0.5, 0.8`. Returns null unless there are one to four numbers from 0 to 100. */
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
}

/** Two models that go on from one prompt; they may be two checkpoints of one run. */
export function besidePlans(input: GenerateInput, models: readonly WritingModel[], locale: Locale): ColumnPlan[] {
  const runs = models.map(({ run }) => run);
  const names =
    new Set(runs.map(({ id }) => id)).size > 1 ? differingNames(runs, locale) : runs.map(({ name }) => name);
  return models.map(({ run, checkpointId, checkpoints }, place) => {
    const checkpoint = checkpoints.find(({ id }) => id === checkpointId);
    const at = checkpoint === undefined ? locale.t('playground.bestCheckpoint') : checkpointName(checkpoint, locale);
    return { id: String(place), label: `${names[place]} · ${at}`, input: { ...input, runId: run.id, checkpointId } };
  });
}
