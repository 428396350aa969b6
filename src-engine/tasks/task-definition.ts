import type { ModelProblem } from '../models/model-problem.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { TaskFacts } from './facts.ts';

/** All that is known of one task. */
export interface TaskDefinition {
  readonly facts: TaskFacts;
  /** Problems of a stack of layers that works, but not for this task; each with a fix. */
  check(spec: ModelSpec): ModelProblem[];
}
