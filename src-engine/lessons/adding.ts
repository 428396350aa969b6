import type { LessonExperiment } from './lesson-experiment.ts';
import { addingProblemOf } from './memory-tasks/adding-problem.ts';
import { trainSideBySide } from './memory-tasks/side-by-side.ts';
import { withDifference } from './memory-tasks/with-difference.ts';

const controls = {
  shortest: { kind: 'number', default: 60, minimum: 20, maximum: 100, step: 10 },
} as const;

const MAX_STEPS = 900;

/**
 * The adding problem in seconds: sequences of 60 steps and more, of which two in the first half count. The experiment of
 * the paper's size is `addingProblem`.
 */
export const adding: LessonExperiment<typeof controls> = {
  controls,
  async *run({ settings, ...options }) {
    const outcome = yield* trainSideBySide({
      ...options,
      experiment: addingProblemOf({ shortest: settings.shortest, maxSteps: MAX_STEPS, batchSize: 32 }),
      contenders: ['lstm', 'simple_rnn'],
      totalSteps: MAX_STEPS,
      criteria: { right: 'error-below-0.04', error: 'mean-absolute-error' },
      stages: 20,
      tested: { onTheWay: 256, atTheEnd: 1024 },
    });
    return withDifference(outcome, { lead: ['lstmRight', 'simpleRnnRight'] });
  },
  claims: [
    { id: 'lstm-adds', figure: 'lstmRight', unit: 'share', atLeast: 0.95 },
    { id: 'lstm-is-precise', figure: 'lstmError', unit: 'plain', atMost: 0.03 },
    // Whoever always answers 0.5 is off by 1/6 in the mean, and within 0.04 of 15 % of the sums.
    { id: 'rnn-answers-the-mean', figure: 'simpleRnnError', unit: 'plain', atLeast: 0.14, atMost: 0.18 },
    { id: 'rnn-does-not-add', figure: 'simpleRnnRight', unit: 'share', atLeast: 0.1, atMost: 0.25 },
    { id: 'lstm-leads', figure: 'lead', unit: 'share', atLeast: 0.7 },
  ],
};
