import { expect, test } from 'vitest';
import { createReferenceBackend } from '../../../../src-engine/backends/reference/reference-backend.ts';
import { defaultSettings } from '../../../../src-engine/lessons/default-settings.ts';
import type { LessonExperiment } from '../../../../src-engine/lessons/lesson-experiment.ts';
import { rnnBackward } from '../../../../src-engine/lessons/rnn-backward.ts';
import { rnnForward } from '../../../../src-engine/lessons/rnn-forward.ts';
import type { LessonGrid, LessonOutcome } from '../../../../src-engine/spec/lesson-spec.ts';
import { lastSteps } from '../../../../src-renderer/features/lessons/rnn-backward/last-steps.ts';
import { firstSteps } from '../../../../src-renderer/features/lessons/rnn-forward/first-steps.ts';

/** Runs an experiment with its usual settings and the seed with which its page begins. */
async function outcomeOf(experiment: LessonExperiment): Promise<LessonOutcome> {
  const stages = experiment.run({
    backend: createReferenceBackend(),
    settings: defaultSettings(experiment.controls),
    seed: 1,
    clock: () => 0,
    readText: () => Promise.reject(new Error('These lessons read no text.')),
  });
  for (;;) {
    const { done, value } = await stages.next();
    if (done) return value;
  }
}

test.each([
  ['forward', rnnForward, firstSteps, 'first'],
  ['backward', rnnBackward, lastSteps, 'last'],
] as const)(
  'the numbers that the picture of going %s shows before a run are those of the engine',
  async (_, experiment, shown, end) => {
    const { grids } = await outcomeOf(experiment as LessonExperiment);
    for (const [name, { rows, columns, values }] of Object.entries(shown)) {
      const whole = grids[name] as LessonGrid;
      expect(columns).toBe(whole.columns);
      const from = end === 'first' ? 0 : (whole.rows - rows) * columns;
      values.forEach((value, n) => expect(value).toBeCloseTo(whole.values[from + n] ?? NaN, 3));
    }
  },
);
