import type { Model } from '../models/model.ts';
import type { GradientByLag } from '../spec/insight-spec.ts';
import type { Batch } from '../training/batch-source.ts';
import { spreadPlaces, takeRows } from './batch-rows.ts';
import { measureGradientFlow } from './gradient-flow.ts';
import { memorySpan } from './memory-span.ts';

const MOST_ROWS = 16;
/** Every lag up to this one is measured; beyond it, each lag is about `LAG_RATIO` times the one before. */
const DENSE_LAGS = 16;
const LAG_RATIO = 1.2;

/**
 * Measures the share of the gradient that is left at each lag, on some rows of a batch; see `measureGradientFlow`.
 * Loops where no gradient arrives at lag 0 are left out. The gradients of the model are overwritten. Throws
 * OutOfMemoryError.
 */
export async function measureGradientByLag(model: Model, batch: Batch): Promise<GradientByLag[]> {
  const rows = spreadPlaces(batch.batch, MOST_ROWS);
  const flows = await measureGradientFlow(model, takeRows(batch, rows, model.spec));
  return flows.flatMap(({ loop, norms }) =>
    Object.entries(norms).flatMap(([state, byLag]) => {
      if (byLag.length === 0 || !(byLag[0] > 0)) return [];
      const lags = toldLags(byLag.length);
      const shares = lags.map((lag) => byLag[lag] / byLag[0]);
      return shares.every(Number.isFinite) ? [{ loop, state, lags, shares, span: memorySpan(byLag) }] : [];
    }),
  );
}

function toldLags(count: number): number[] {
  const lags: number[] = [];
  for (let lag = 0; lag < count; lag = lag < DENSE_LAGS ? lag + 1 : Math.ceil(lag * LAG_RATIO)) lags.push(lag);
  if (lags.at(-1) !== count - 1) lags.push(count - 1);
  return lags;
}
