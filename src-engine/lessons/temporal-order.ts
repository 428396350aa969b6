import type { LessonExperiment } from './lesson-experiment.ts';
import { trainSideBySide } from './memory-tasks/side-by-side.ts';
import { temporalOrderOf } from './memory-tasks/temporal-order.ts';
import { withDifference } from './memory-tasks/with-difference.ts';

const controls = {
  shortest: { kind: 'number', default: 60, minimum: 20, maximum: 100, step: 10 },
} as const;

const MAX_STEPS = 1200;

/**
 * Temporal order in seconds: sequences of 60 symbols and more, of which two count. The experiment of the paper's size is
 * `temporalOrder`.
 */
export const temporalOrderLesson: LessonExperiment<typeof controls> = {
  controls,
  async *run({ settings, ...options }) {
    const outcome = yield* trainSideBySide({
      ...options,
      experiment: temporalOrderOf({ shortest: settings.shortest, maxSteps: MAX_STEPS, batchSize: 32 }),
      contenders: ['lstm', 'simple_rnn'],
      totalSteps: MAX_STEPS,
      criteria: { wrong: 'classification-error', sure: 'outputs-within-0.3' },
      stages: 20,
      tested: { onTheWay: 256, atTheEnd: 1024 },
    });
    return withDifference(outcome, { lead: ['simpleRnnWrong', 'lstmWrong'] });
  },
  claims: [
    { id: 'lstm-knows-the-order', figure: 'lstmWrong', unit: 'share', atMost: 0.05 },
    { id: 'lstm-is-sure', figure: 'lstmSure', unit: 'share', atLeast: 0.9 },
    // Three of four guesses are wrong.
    { id: 'rnn-guesses', figure: 'simpleRnnWrong', unit: 'share', atLeast: 0.65, atMost: 0.8 },
    { id: 'lstm-leads', figure: 'lead', unit: 'share', atLeast: 0.6 },
  ],
};
