import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { can } from '../../../src-engine/tasks/facts.ts';

/** The part of a model that says what it is used for. */
export type ModelUse = Pick<ModelSpec, 'task' | 'input'>;

const playgroundUses = ['generate', 'classify', 'tag', 'forecast'] as const;

/** Returns what the playground lets a model do, or null where it has nothing for it. Sequences of numbers come to it as files alone. */
export function playgroundUse({ task, input }: ModelUse): (typeof playgroundUses)[number] | 'evaluate' | null {
  const use = playgroundUses.find((each) => can(task, each)) ?? null;
  return use === 'classify' && input.kind === 'features' ? 'evaluate' : use;
}
