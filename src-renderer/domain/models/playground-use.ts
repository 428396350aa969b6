import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { can } from '../../../src-engine/tasks/facts.ts';

/** The part of a model that says what it is used for. */
export type ModelUse = Pick<ModelSpec, 'task' | 'input'>;

const playgroundUses = ['generate', 'classify', 'tag', 'forecast'] as const;

/** The things that the playground lets a model do. */
export type PlaygroundUse = (typeof playgroundUses)[number] | 'classifySeries';

/** Returns what the playground lets a model do, or null where it has nothing for it. */
export function playgroundUse({ task, input }: ModelUse): PlaygroundUse | null {
  const use = playgroundUses.find((each) => can(task, each)) ?? null;
  return use === 'classify' && input.kind === 'features' ? 'classifySeries' : use;
}

export const isPlaygroundUse = (value: unknown): value is PlaygroundUse =>
  value === 'classifySeries' || playgroundUses.some((use) => use === value);
