import type { SeriesRows } from './series-rows.ts';

/** More than this share of a series is never held back, however long the horizon is. */
const MOST_HELD_BACK = 0.4;

/**
 * Returns for each piece how many of its first rows train. The last rows of each series validate: `fraction` of those that are known, but
 * at least a horizon where the series is long enough. The pieces of a series follow one another.
 */
export function trainingRows(
  pieces: readonly Pick<SeriesRows, 'series' | 'known' | 'heldBack'>[],
  { fraction, horizon }: { fraction: number; horizon: number },
): number[] {
  // A validation part of its own takes the place of a share.
  if (pieces.some(({ heldBack: own }) => own !== undefined))
    return pieces.map((piece) => piece.known - (piece.heldBack ?? 0));
  const left = new Map<string | null, number>();
  for (const { series, known } of pieces) left.set(series, (left.get(series) ?? 0) + known);
  for (const [series, known] of left) left.set(series, known - heldBack(known, fraction, horizon));
  return pieces.map(({ series, known }) => {
    const training = Math.min(known, left.get(series) ?? 0);
    left.set(series, (left.get(series) ?? 0) - training);
    return training;
  });
}

function heldBack(known: number, fraction: number, horizon: number): number {
  if (fraction === 0) return 0;
  return Math.min(Math.max(Math.round(known * fraction), horizon), Math.floor(known * MOST_HELD_BACK));
}
