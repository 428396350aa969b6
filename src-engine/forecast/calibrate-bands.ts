import type { Model } from '../models/model.ts';
import type { ForecastOrigin, SeriesForecast } from '../spec/forecast-job.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { ForecastPreparation } from '../spec/preparation-spec.ts';
import { bandOfLevels } from './band-of-levels.ts';
import { forecastSeries } from './forecast-series.ts';
import { scalesOf, toUnits } from './prepared-rows.ts';
import type { SeriesRows } from './rows/series-rows.ts';
import type { SeriesWindow } from './windows/series-windows.ts';

/** Origins that are looked at, spread over the validation part. */
const MOST_ORIGINS = 200;
/** A correction never makes a band so many times wider or narrower. */
const LARGEST_FACTOR = 4;
/** The values that the bands' own width counts for against what was held back. */
const PRIOR_VALUES = 24;

interface Calibrated {
  model: Model;
  preparation: ForecastPreparation;
  pieces: readonly SeriesRows[];
  /** The windows that validate. */
  windows: readonly SeriesWindow[];
}

/**
 * Corrects the bands of a trained network by the part that was held back: the distances of its quantiles from the median are stretched by
 * one factor, by which the band would have held the share of values that it says (a split conformal band, Vovk et al. 2005), nearer to 1
 * the fewer values there are. Leaves the preparation without a correction where there are no bands; null when aborted.
 */
export async function calibrateBands(
  { model, preparation: given, pieces, windows }: Calibrated,
  interruptible: Interruptible,
): Promise<ForecastPreparation | null> {
  const preparation: ForecastPreparation = { ...given, calibration: null };
  const stride = Math.ceil(windows.length / MOST_ORIGINS);
  const origins = windows
    .filter((_, n) => n % stride === 0)
    .map(({ piece, origin, end }): ForecastOrigin => {
      return { piece, row: origin, horizon: Math.min(preparation.horizon, end - origin) };
    });
  const forecasts = await forecastSeries({ model, preparation, pieces, origins }, interruptible);
  if (forecasts === null) return null;
  const band = forecasts.length === 0 ? null : bandOfLevels(forecasts[0].levels);
  if (band === null) return preparation;
  const reaches = forecasts.flatMap((forecast) => reachesOf(forecast, pieces[forecast.piece], preparation, band));
  if (reaches.length === 0) return preparation;
  const values = new Set(
    origins.flatMap(({ piece, row, horizon }) => rowsFrom(row, horizon).map((each) => `${piece} ${each}`)),
  );
  const factor = factorOf(reaches, band.share, values.size);
  const { levels } = forecasts[0];
  const coverage = reaches.filter((reach) => reach <= 1).length / reaches.length;
  return {
    ...preparation,
    calibration: rowsFrom(0, preparation.horizon).map(() =>
      preparation.targets.map(() => levels.map(() => ({ factor, margin: 0 }))),
    ),
    reasons: [
      ...preparation.reasons.filter(({ code }) => code !== 'bands-calibrated'),
      { code: 'bands-calibrated', values: { coverage } },
    ],
  };
}

/** How far each value is from its median, as a multiple of the band's width on that side; in u, in which bands are stretched. */
function reachesOf(
  { row, quantiles, levels }: SeriesForecast,
  rows: SeriesRows,
  preparation: ForecastPreparation,
  { low, high }: { low: number; high: number },
): number[] {
  const { targets, columns } = preparation;
  const scales = scalesOf(rows, preparation, row);
  const middle = levels.indexOf(0.5);
  const steps = quantiles.length / levels.length / targets.length;
  return rowsFrom(0, steps).flatMap((step) =>
    targets.flatMap((column, target) => {
      const first = (step * targets.length + target) * levels.length;
      const raw = Float64Array.of(
        rows.values[column][row + step],
        ...[low, middle, high].map((level) => quantiles[first + level]),
      );
      const [actual, lower, median, upper] = toUnits(raw, columns[column], scales[column]);
      const reach = actual >= median ? (actual - median) / (upper - median) : (median - actual) / (median - lower);
      return Number.isNaN(reach) ? [] : [reach];
    }),
  );
}

function factorOf(reaches: readonly number[], share: number, values: number): number {
  const sorted = reaches.toSorted((a, b) => a - b);
  const place = Math.min(sorted.length, Math.ceil((sorted.length + 1) * share)) - 1;
  const wanted = Math.min(LARGEST_FACTOR, Math.max(1 / LARGEST_FACTOR, sorted[place]));
  return wanted ** (values / (values + PRIOR_VALUES));
}

function rowsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, n) => first + n);
}
