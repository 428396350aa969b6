import { taskFacts } from './facts.ts';
import { checkClassCount, checkReducedSequence, checkSquashedOutput } from './model-checks.ts';
import type { TaskDefinition } from './task-definition.ts';

/** One class for each sequence. */
export const classification: TaskDefinition = {
  facts: taskFacts.classification,
  check: (spec) => [...checkReducedSequence(spec), ...checkClassCount(spec), ...checkSquashedOutput(spec)],
};
