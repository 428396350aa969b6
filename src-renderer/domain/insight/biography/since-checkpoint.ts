/** A unit's closeness to a property at some checkpoint; null where it was not among the closest that were asked for. */
export interface PastCorrelation {
  step: number;
  correlation: number | null;
}

/** The share of its final score that a unit must have kept ever since. */
const share = 0.9;

/**
 * Returns the first step from which on a unit followed the property nearly as closely as at the last one, or null when it never does.
 * At the oldest checkpoint that is kept it may have begun before: nobody knows.
 */
export function sinceStep(history: readonly PastCorrelation[]): { step: number; isOldest: boolean } | null {
  const last = history.at(-1)?.correlation ?? null;
  if (last === null || last === 0) return null;
  const before = history.findLastIndex(({ correlation }) => (correlation ?? 0) / last < share);
  const first = history[before + 1];
  return first === undefined ? null : { step: first.step, isOldest: before < 0 };
}
