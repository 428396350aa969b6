import type { BaseMethod } from '../../spec/preparation-spec.ts';

/** The rows that a base method looks back. */
export function rowsBack({ steps }: BaseMethod): number {
  return steps.reduce((most, { lags }) => lags.reduce((longest, lag) => Math.max(longest, lag + 1), most), 0);
}
