import type { Continuation, ContinuationChange } from '../../src-engine/spec/generation-spec.ts';

/** Continuations as they are after changes of them. */
export function applyChanges(
  before: readonly Continuation[],
  changes: readonly ContinuationChange[],
): readonly Continuation[] {
  return changes.map(({ kept, ...change }, place) => ({
    ...change,
    text: (before[place]?.text ?? '').slice(0, kept) + change.text,
  }));
}
