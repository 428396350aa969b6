import type { Task } from '../../src-engine/spec/model-spec.ts';
import { can } from '../../src-engine/tasks/facts.ts';

const playgroundUses = ['generate', 'classify', 'tag', 'forecast'] as const;

/** Returns what the playground lets a model of a task do, or null where it has nothing for it. */
export function playgroundUse(task: Task): (typeof playgroundUses)[number] | null {
  return playgroundUses.find((use) => can(task, use)) ?? null;
}
