import type { BatchSource } from './batch-source.ts';

/** Returns the source's first batches, at least one, with about so many tokens. */
export function beginningOf(source: BatchSource, mostTokens: number): BatchSource {
  const { batch, steps } = source.shapes[source.shapes.length - 1];
  const count = (source.warmUp ?? 0) + Math.max(1, Math.floor(mostTokens / (batch * steps)));
  // Rows that are cut short do not end where others have begun.
  return count >= source.count ? source : { ...source, count, warmUp: 0 };
}
