import type { ModelSpec } from '../spec/model-spec.ts';
import { checkStack } from './check-stack.ts';
import { tasks } from '../tasks/index.ts';
import { checkValues } from './check-values.ts';
import type { ModelProblem } from './model-problem.ts';

/** All problems of a spec, those of the whole model first, then by layer; none if it can be assembled. */
export function validateModel(spec: ModelSpec): ModelProblem[] {
  const forTask = spec.layers.length === 0 ? [] : tasks[spec.task].check(spec);
  const problems = [...checkValues(spec), ...checkStack(spec), ...forTask];
  return problems.toSorted((a, b) => (a.layer ?? -1) - (b.layer ?? -1));
}
