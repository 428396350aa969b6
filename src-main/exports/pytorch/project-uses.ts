import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { can } from '../../../src-engine/tasks/facts.ts';

/**
 * Tells whether the project can train the network. Networks that read numbers, or tag tokens, are trained with data of
 * which the project knows too little.
 */
export function canTrain({ task, input }: ModelSpec): boolean {
  return input.kind === 'tokens' && (can(task, 'generate') || can(task, 'classify'));
}

/** Returns the program that puts the network to the use that it was trained for; null when the project has none. */
export function useOf({ task, input }: ModelSpec): 'generate.py' | 'predict.py' | 'tag.py' | null {
  if (input.kind !== 'tokens') return null;
  if (can(task, 'generate')) return 'generate.py';
  if (can(task, 'tag')) return 'tag.py';
  return can(task, 'classify') ? 'predict.py' : null;
}
