import type { BaseMethod } from '../spec/preparation-spec.ts';
import type { PreparedRows } from './prepared-rows.ts';

/** Returns b of step `step` after the origin of a target: what its base method forecasts, in u; see BaseMethod. */
export function baseForecast(
  { effects, steps }: BaseMethod,
  { values, effects: sums }: PreparedRows,
  { origin, step, column, target }: { origin: number; step: number; column: number; target: number },
): number {
  const u = values[column];
  const seasonal = effects.length === 0 ? null : sums[target];
  const { lags, weights, bias } = steps[step];
  let forecast = bias + (seasonal === null ? 0 : seasonal[origin + step]);
  for (let i = 0; i < lags.length; i++) {
    const row = origin - 1 - lags[i];
    forecast += weights[i] * (seasonal === null ? u[row] : u[row] - seasonal[row]);
  }
  return forecast;
}
