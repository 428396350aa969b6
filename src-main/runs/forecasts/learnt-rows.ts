import { trainingRows } from '../../../src-engine/forecast/rows/training-rows.ts';
import type { SeriesRows } from '../../../src-engine/forecast/rows/series-rows.ts';
import type { RunRows } from '../../datasets/content/new-rows.ts';

/** Returns for each piece how many of its first rows trained a network. New rows never did, and follow those that may have. */
export function learntRows(
  { own, pieces }: Pick<RunRows, 'own' | 'pieces'>,
  held: { fraction: number; horizon: number },
): number[] {
  const left = new Map<string | null, number>();
  const training = trainingRows(own, held);
  own.forEach(({ series }, piece) => left.set(series, (left.get(series) ?? 0) + training[piece]));
  return pieces.map(({ series, known }: SeriesRows) => {
    const learnt = Math.min(known, left.get(series) ?? 0);
    left.set(series, (left.get(series) ?? 0) - learnt);
    return learnt;
  });
}
