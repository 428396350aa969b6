import type { LessonGrid } from '../../../../src-engine/spec/lesson-spec.ts';

/** The last steps of the experiment with its usual settings and seed 1, for the picture before anything has been run. */
export const lastSteps: Readonly<Record<string, LessonGrid>> = {
  recurrent: {
    rows: 3,
    columns: 3,
    values: [0.61531, 0.75178, -0.23712, 0.58153, -0.22982, 0.78039, 0.53219, -0.61807, -0.57859],
  },
  states: {
    rows: 6,
    columns: 3,
    values: [
      -0.55238, -0.67315, -0.66712, -0.84336, -0.12166, 0.15693, -0.93952, -0.64781, 0.58638, 0.89723, -0.83637,
      -0.92359, -0.69193, 0.77404, 0.02429, -0.62666, -0.51752, 0.80321,
    ],
  },
  stateGradients: {
    rows: 6,
    columns: 3,
    values: [
      0.011146, -0.0046626, -0.023334, -0.028646, 0.024232, 0.0074014, 0.0034458, -0.054587, 0.032645, -0.06283,
      -0.016777, -0.42386, -0.52565, 0.54532, 0.24719, 0.20621, -0.91956, 1.1475,
    ],
  },
};
