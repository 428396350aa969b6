import type { LessonGrid } from '../../../../src-engine/spec/lesson-spec.ts';

/** The first steps of the experiment with its usual settings and seed 1, for the picture before anything has been run. */
export const firstSteps: Readonly<Record<string, LessonGrid>> = {
  kernel: { rows: 2, columns: 3, values: [-1.0862, 0.070602, 0.53853, 0.58472, -0.3567, -0.18421] },
  recurrent: {
    rows: 3,
    columns: 3,
    values: [0.55378, 0.6766, -0.21341, 0.52337, -0.20684, 0.70235, 0.47897, -0.55627, -0.52073],
  },
  bias: { rows: 1, columns: 3, values: [0, 0, 0] },
  inputs: {
    rows: 6,
    columns: 2,
    values: [
      -1.3476, -0.11124, -0.10292, 0.042022, 1.7053, 1.2879, -0.51675, -0.088544, -1.1282, -0.60148, -0.53553, -0.59919,
    ],
  },
  states: {
    rows: 6,
    columns: 3,
    values: [
      0.88507, -0.055406, -0.60767, 0.2972, 0.72876, 0.025466, -0.49381, -0.29389, 0.80628, 0.43693, -0.62106, -0.65434,
      0.44404, 0.7273, -0.59507, 0.51746, 0.57632, 0.49895,
    ],
  },
};
