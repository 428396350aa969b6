import type { ContinuationChange } from '../../../src-engine/spec/generation-spec.ts';

/** Two changes of the same continuations, one after the other, as one. */
export function mergeChanges(
  first: readonly ContinuationChange[],
  second: readonly ContinuationChange[],
): ContinuationChange[] {
  return second.map((change, place) => {
    const before = first[place];
    if (before === undefined || change.kept <= before.kept) return change;
    const text = before.text.slice(0, change.kept - before.kept) + change.text;
    return { ...change, kept: before.kept, text };
  });
}
