import type { LessonExperiment } from './lesson-experiment.ts';
import { embeddedReberOf } from './memory-tasks/embedded-reber.ts';
import { trainSideBySide } from './memory-tasks/side-by-side.ts';
import { withDifference } from './memory-tasks/with-difference.ts';

const controls = {
  shortest: { kind: 'number', default: 24, minimum: 18, maximum: 36, step: 2 },
} as const;

const MAX_STEPS = 1200;
/** Twice as many as in the experiment of the paper's size, since a larger LSTM finds the memory in fewer steps. */
export const REBER_UNITS = { lstm: 64, simple_rnn: 131 } as const;

/**
 * The embedded Reber grammar in seconds: strings of 24 symbols and more, whose second symbol must be kept for 21 steps.
 * The experiment of the paper's size is `embeddedReber`.
 */
export const reber: LessonExperiment<typeof controls> = {
  controls,
  async *run({ settings, ...options }) {
    const outcome = yield* trainSideBySide({
      ...options,
      experiment: embeddedReberOf({
        shortest: settings.shortest,
        units: REBER_UNITS,
        maxSteps: MAX_STEPS,
        batchSize: 16,
        learningRate: 0.02,
      }),
      contenders: ['lstm', 'simple_rnn'],
      totalSteps: MAX_STEPS,
      criteria: { remembered: 'remembered-symbol', everything: 'all-predictions' },
      stages: 20,
      tested: { onTheWay: 256, atTheEnd: 1024 },
    });
    return withDifference(outcome, {
      lead: ['lstmRemembered', 'simpleRnnRemembered'],
      simpleRnnLostElsewhere: ['simpleRnnRemembered', 'simpleRnnEverything'],
    });
  },
  claims: [
    { id: 'lstm-remembers', figure: 'lstmRemembered', unit: 'share', atLeast: 0.95 },
    { id: 'lstm-knows-the-grammar', figure: 'lstmEverything', unit: 'share', atLeast: 0.9 },
    { id: 'rnn-throws-a-coin', figure: 'simpleRnnRemembered', unit: 'share', atLeast: 0.4, atMost: 0.65 },
    { id: 'rnn-knows-the-rest', figure: 'simpleRnnLostElsewhere', unit: 'share', atMost: 0.05 },
    { id: 'lstm-leads', figure: 'lead', unit: 'share', atLeast: 0.3 },
  ],
};
