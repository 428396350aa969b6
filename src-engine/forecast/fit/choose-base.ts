import type { BaseMethod } from '../../spec/preparation-spec.ts';
import { baseForecast } from '../base-forecast.ts';
import type { PreparedRows } from '../prepared-rows.ts';
import { rowsBack } from './base-candidates.ts';
import type { Chosen } from './fit-context.ts';

/** Origins at which candidates are compared, spread over the rows. */
const MOST_ORIGINS = 2000;

interface Comparison {
  candidates: readonly BaseMethod[];
  /** The rows that train. */
  pieces: readonly PreparedRows[];
  column: { place: number; name: string };
  target: number;
}

/** The candidate with the smallest mean absolute error over all steps, at the same origins of the training part. */
export function chooseBase({ candidates, pieces, column, target }: Comparison): Chosen<BaseMethod> {
  const back = Math.max(...candidates.map(rowsBack));
  const errors = candidates.map((candidate) => meanError(candidate, pieces, { column: column.place, target, back }));
  const best = errors.indexOf(Math.min(...errors));
  const value = candidates[Math.max(0, best)];
  const reason = { column: column.name, method: value.name, error: errors[Math.max(0, best)] };
  return { value, reasons: [{ code: 'base-best', values: reason }] };
}

/** In deviations of the column; Infinity where there is no origin with enough rows. */
function meanError(
  base: BaseMethod,
  pieces: readonly PreparedRows[],
  { column, target, back }: { column: number; target: number; back: number },
): number {
  const horizon = base.steps.length;
  const rows = pieces.reduce((sum, { known }) => sum + known, 0);
  const stride = Math.max(1, Math.floor(rows / MOST_ORIGINS));
  let sum = 0;
  let count = 0;
  for (const piece of pieces) {
    for (let origin = back; origin < piece.known; origin += stride) {
      for (let step = 0; step < Math.min(horizon, piece.known - origin); step++) {
        const error = piece.values[column][origin + step] - baseForecast(base, piece, { origin, step, column, target });
        if (Number.isNaN(error)) continue;
        sum += Math.abs(error);
        count++;
      }
    }
  }
  return count === 0 ? Infinity : sum / count;
}
