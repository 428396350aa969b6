import type { LessonId } from '../spec/lesson-spec.ts';
import type { LessonExperiment } from './lesson-experiment.ts';
import { singularValues } from './singular-values.ts';

/** The experiments of the lessons, in their order. */
export const lessonExperiments: Readonly<Partial<Record<LessonId, LessonExperiment>>> = {
  'singular-values': singularValues,
};
