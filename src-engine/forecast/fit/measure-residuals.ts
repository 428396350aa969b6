import type { BaseMethod } from '../../spec/preparation-spec.ts';
import { baseForecast } from '../base-forecast.ts';
import type { PreparedRows } from '../prepared-rows.ts';
import type { SeriesWindow } from '../windows/series-windows.ts';

/** A residual is never measured smaller, in deviations of its column. */
const SMALLEST = 1e-6;
/** Windows that are measured, spread over all: a mean of more of them is hardly another one. */
const MOST_WINDOWS = 5000;
const FEWEST_WINDOWS = 500;
/** Products of weights and values that may be computed before fewer windows are measured. */
const MOST_PRODUCTS = 3e7;

/** By step and target: the root mean square of what the base methods leave over in the windows that train, in u. */
export function measureResiduals(
  windows: readonly SeriesWindow[],
  pieces: readonly PreparedRows[],
  { bases, targets, horizon }: { bases: readonly BaseMethod[]; targets: readonly number[]; horizon: number },
): number[][] {
  const products = bases.flatMap(({ steps }) => steps).reduce((sum, { lags }) => sum + lags.length, 1);
  const affordable = Math.max(FEWEST_WINDOWS, Math.min(MOST_WINDOWS, Math.floor(MOST_PRODUCTS / products)));
  const stride = Math.ceil(windows.length / affordable);
  const measured = windows.filter((_, n) => n % stride === 0);
  return Array.from({ length: horizon }, (_, step) =>
    targets.map((column, target) => {
      let squares = 0;
      let count = 0;
      for (const { piece, origin, end } of measured) {
        if (origin + step >= end) continue;
        const base = baseForecast(bases[target], pieces[piece], { origin, step, column, target });
        const left = pieces[piece].values[column][origin + step] - base;
        if (Number.isNaN(left)) continue;
        squares += left ** 2;
        count++;
      }
      return count === 0 ? 1 : Math.max(SMALLEST, Math.sqrt(squares / count));
    }),
  );
}
