import type { Ref } from 'vue';
import type { LessonId } from '../../../../src-engine/spec/lesson-spec.ts';
import type { GenerateManyInput } from '../../../../src-main/contract/writing/generate-many-records.ts';
import { longestBeam } from '../../../../src-main/contract/writing/writing-limits.ts';
import { remembered } from '../../../ui/remembered.ts';
import { parseStopTexts, samplingOf, type SamplingControls } from '../../../domain/sampling/sampling.ts';

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
export const lessonOf: Record<PlaygroundMode, LessonId> = {
  single: 'temperature',
  many: 'perplexity',
  beams: 'perplexity',
  temperatures: 'temperature',
  beside: 'perplexity',
  travel: 'early-stopping',
};

const initialCounts: WritingCounts = { many: 8, beams: 4 };

const areCounts = (value: unknown): value is WritingCounts =>
  typeof value === 'object' && value !== null && Object.keys(initialCounts).every((key) => key in value);

export const rememberedCounts = (): Ref<WritingCounts> => remembered('playground.counts', initialCounts, areCounts);

/** The request for the host, or null while the controls are not valid. */
export function manyInput(
  model: Pick<GenerateManyInput, 'runId' | 'checkpointId' | 'weights' | 'prompt'>,
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
