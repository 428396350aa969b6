import { taskFacts } from './facts.ts';
import { checkReducedSequence } from './model-checks.ts';
import type { TaskDefinition } from './task-definition.ts';

/**
 * Numbers that belong to a time after the end of a sequence of numbers, or to the sequence. Specifications call it `regression`, as all
 * stored runs, bundles and checkpoints do; people read “forecasting”.
 */
export const forecasting: TaskDefinition = {
  facts: taskFacts.regression,
  check: checkReducedSequence,
};
