import type { Model } from '../models/model.ts';
import type { ForecastOrigin, ValidationForecast } from '../spec/forecast-job.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { ForecastPreparation } from '../spec/preparation-spec.ts';
import { forecastSeries } from './forecast-series.ts';
import type { SeriesRows } from './rows/series-rows.ts';

const MOST_POINTS = 400;

/** The last origin in the part of the first series that is held back; null where nothing is held back, or too little comes before. */
export function lastOrigin(
  pieces: readonly SeriesRows[],
  training: readonly number[],
  { history, horizon }: Pick<ForecastPreparation, 'history' | 'horizon'>,
): ForecastOrigin | null {
  const first = pieces.findIndex(({ known }, n) => known > training[n] && known > history);
  if (first < 0) return null;
  const { series } = pieces[first];
  const piece = pieces.findLastIndex(
    (each, n) => each.series === series && each.known > Math.max(training[n], history),
  );
  const { known } = pieces[piece];
  const row = Math.max(training[piece], history, known - horizon);
  return { piece, row, horizon: Math.min(known - row, horizon, MOST_POINTS) };
}

/** Forecasts the rows from an origin on with a network in training, beside what came. Resolves with null when aborted. */
export async function forecastValidation(
  {
    model,
    preparation,
    pieces,
    origin,
  }: {
    model: Model;
    preparation: ForecastPreparation;
    pieces: readonly SeriesRows[];
    origin: ForecastOrigin;
  },
  interruptible: Interruptible,
): Promise<Omit<ValidationForecast, 'epoch'> | null> {
  const forecasts = await forecastSeries({ model, preparation, pieces, origins: [origin] }, interruptible);
  if (forecasts === null) return null;
  const [{ time, levels, quantiles }] = forecasts;
  const [column] = preparation.targets;
  const size = preparation.targets.length * levels.length;
  const ofLevel = (level: number) => Array.from(time, (_, step) => quantiles[step * size + level]);
  const { series, values } = pieces[origin.piece];
  return {
    series,
    column: preparation.columns[column].name,
    time: [...time],
    actual: [...values[column].subarray(origin.row, origin.row + time.length)],
    value: ofLevel(levels.indexOf(0.5)),
    low: ofLevel(0),
    high: ofLevel(levels.length - 1),
  };
}
