/** A unit's closeness to a property at some checkpoint; null where it was not among the closest that were asked for. */
export interface PastCorrelation {
  step: number;
  correlation: number | null;
}

/** The share of its final score that a unit must have kept ever since. */
const share = 0.9;

/** The first step from which on a unit followed the property nearly as closely as at the last one, or null when it never does. */
export function sinceStep(history: readonly PastCorrelation[]): number | null {
  const last = history.at(-1)?.correlation ?? null;
  if (last === null || last === 0) return null;
  const before = history.findLastIndex(({ correlation }) => (correlation ?? 0) / last < share);
  return history[before + 1]?.step ?? null;
}
