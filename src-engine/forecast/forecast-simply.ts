import type { BaselineName } from '../spec/backtest-spec.ts';
import type { ForecastOrigin, SeriesForecast } from '../spec/forecast-job.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { ForecastPreparation } from '../spec/preparation-spec.ts';
import { forecastBaseline } from './baselines/forecast-baseline.ts';
import { timeAfter } from './time/next-times.ts';
import type { SeriesRows } from './rows/series-rows.ts';

/** The share of values that the band of a simple method is to hold. */
const COVERAGE = 0.8;
const LEVELS = [0.1, 0.5, 0.9];

export interface SimpleForecastTask {
  method: BaselineName;
  preparation: Pick<ForecastPreparation, 'targets' | 'season' | 'time'>;
  /** Rows with the columns of the preparation. */
  pieces: readonly SeriesRows[];
  /** Each has at least one row before it. */
  origins: readonly ForecastOrigin[];
}

/** Forecasts from each origin by a simple method that is fitted to all values before it. Resolves with null when aborted. */
export async function forecastSimply(
  { method, preparation, pieces, origins }: SimpleForecastTask,
  interruptible: Interruptible,
): Promise<SeriesForecast[] | null> {
  const { targets, season, time: axis } = preparation;
  const forecasts: SeriesForecast[] = [];
  for (const { piece, row, horizon } of origins) {
    const { values, time } = pieces[piece];
    const quantiles = new Float64Array(horizon * targets.length * LEVELS.length);
    for (const [target, column] of targets.entries()) {
      const known = values[column].slice(0, row);
      const request = { values: known, period: season ?? 1, horizon, coverage: COVERAGE };
      const found = await forecastBaseline(method, request, interruptible);
      if (found === null) return null;
      for (let step = 0; step < horizon; step++) {
        const at = (step * targets.length + target) * LEVELS.length;
        quantiles.set([found.low[step], found.means[step], found.high[step]], at);
      }
    }
    const at = timeAfter({ axis, last: time[row - 1] });
    const times = Float64Array.from({ length: horizon }, (_, step) => at(step + 1));
    forecasts.push({ piece, row, time: times, levels: LEVELS, quantiles, assumed: [] });
  }
  return forecasts;
}
