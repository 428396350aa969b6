import type { BaseMethod } from '../../spec/preparation-spec.ts';

/** Base methods of `horizon` steps that need no fitting. A season that is longer than the rows there are is left out. */
export function baseCandidates({ horizon, season }: { horizon: number; season: number | null }): BaseMethod[] {
  const steps = (lagOf: (step: number) => number) =>
    Array.from({ length: horizon }, (_, step) => ({ lags: [lagOf(step)], weights: [1], bias: 0 }));
  const naive: BaseMethod = { name: 'naive', effects: [], steps: steps(() => 0) };
  if (season === null) return [naive];
  // The row of the last season that is known: u[o + s − m⌈(s + 1) / m⌉] lies m − 1 − s mod m rows before the last.
  const seasonal = steps((step) => season - 1 - (step % season));
  return [{ name: 'seasonal-naive', effects: [], steps: seasonal }, naive];
}

/** The rows that a base method looks back. */
export function rowsBack({ steps }: BaseMethod): number {
  return steps.reduce((most, { lags }) => lags.reduce((longest, lag) => Math.max(longest, lag + 1), most), 0);
}
