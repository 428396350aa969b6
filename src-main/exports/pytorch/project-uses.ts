import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { can } from '../../../src-engine/tasks/facts.ts';

/** Networks that read numbers, or tag tokens, are trained with data of which the project knows too little. */
export function canTrain({ task, input }: ModelSpec): boolean {
  return input.kind === 'tokens' && (can(task, 'generate') || can(task, 'classify'));
}

export function useOf({ task }: ModelSpec): string {
  return can(task, 'generate') ? 'generate.py' : 'predict.py';
}
