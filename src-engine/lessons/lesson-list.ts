import type { LessonId } from '../spec/lesson-spec.ts';
import { additivePath } from './additive-path.ts';
import { bidirectional } from './bidirectional.ts';
import type { LessonExperiment } from './lesson-experiment.ts';
import { rnnBackward } from './rnn-backward.ts';
import { rnnForward } from './rnn-forward.ts';
import { singularValues } from './singular-values.ts';

/** The experiments of the lessons, in their order. */
export const lessonExperiments: Readonly<Partial<Record<LessonId, LessonExperiment>>> = {
  'rnn-forward': rnnForward,
  'rnn-backward': rnnBackward,
  'singular-values': singularValues,
  'additive-path': additivePath,
  bidirectional,
};
