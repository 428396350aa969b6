import { addingProblem } from './adding-problem.ts';
import { embeddedReber } from './embedded-reber.ts';
import type { ExperimentOf1997 } from './experiment.ts';
import { temporalOrder } from './temporal-order.ts';

/** By the names of their lessons. */
export const experiments = {
  reber: embeddedReber,
  adding: addingProblem,
  'temporal-order': temporalOrder,
} as const satisfies Record<string, ExperimentOf1997>;
