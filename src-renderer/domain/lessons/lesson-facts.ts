import { lessonIds, type LessonId } from '../../../src-engine/spec/lesson-spec.ts';

export const lessonGroups = ['recurrence', 'lstm', 'practices', 'extras', 'experiments'] as const;

type LessonGroup = (typeof lessonGroups)[number];

export interface LessonFacts {
  group: LessonGroup;
  /** The slide of the course; null for what goes beyond it. */
  slide: number | null;
  /** The place among the eight best practices; null for other lessons. */
  practice: number | null;
}

const of = (group: LessonGroup, slide: number | null): LessonFacts => ({ group, slide, practice: null });
const practice = (place: number): LessonFacts => ({ group: 'practices', slide: 8, practice: place });

/** The place of each lesson in the course. */
export const lessonFacts: Readonly<Record<LessonId, LessonFacts>> = {
  'rnn-forward': of('recurrence', 2),
  'rnn-backward': of('recurrence', 3),
  'singular-values': of('recurrence', 1),
  'lstm-gates': of('lstm', 5),
  'additive-path': of('lstm', 6),
  'parameter-table': of('lstm', 7),
  'learning-rate': practice(1),
  temperature: practice(2),
  softsign: practice(3),
  'parameters-and-samples': practice(4),
  stacking: practice(5),
  'early-stopping': practice(6),
  optimizers: practice(7),
  xavier: practice(8),
  perplexity: of('extras', 9),
  activations: of('extras', 10),
  clipping: of('extras', 11),
  bidirectional: of('extras', 12),
  reber: of('experiments', 4),
  adding: of('experiments', 4),
  'temporal-order': of('experiments', 4),
  parity: of('experiments', null),
};

/** Returns the lesson of this id, or null where there is none. */
export const lessonIdOf = (text: string | null): LessonId | null => lessonIds.find((id) => id === text) ?? null;

/** Numbers in circles, by which the course names its best practices. */
export const circled = (place: number): string => String.fromCodePoint(0x2460 + place - 1);
