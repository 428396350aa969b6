import type { BaselineName } from '../../spec/backtest-spec.ts';
import type { Interruptible } from '../../spec/interruptible.ts';
import { autoArima } from './arima/auto-arima.ts';
import { arimaName, forecastArima } from './arima/forecast-arima.ts';
import { stl } from './decomposition/stl.ts';
import { autoEts } from './ets/auto-ets.ts';
import { etsName } from './ets/ets-model.ts';
import { forecastEts } from './ets/forecast-ets.ts';
import { normalQuantile } from '../normal-quantile.ts';
import { forecastByDrift, forecastNaively, forecastSeasonNaively } from './simple-methods.ts';
import type { ExpectedValues } from './simple-methods.ts';

export interface BaselineRequest {
  /** All that is known, oldest first; at least one finite value. */
  values: Float64Array;
  /** Points of a season; 1 without. */
  period: number;
  /** Steps to forecast. */
  horizon: number;
  /** The probability with which a value is to be in its band. */
  coverage: number;
}

export interface BaselineForecast {
  /** The model that was chosen, as the literature writes it: `ETS(M,Ad,M)`. */
  model: string;
  /** The last values, to which the model was fitted. */
  fittedRows: number;
  means: Float64Array;
  low: Float64Array;
  high: Float64Array;
}

/** The longest season of which exponential smoothing keeps an effect for each place; longer ones are taken out by STL before. */
const LONGEST_SMOOTHED_SEASON = 24;
/** Values that models are fitted to at most, the last ones: fits of more take too long, and the oldest hardly change a forecast. */
const MOST_ROWS = 3000;
/** Seasonal ARIMA models with a long season, such as the hours of a day, take longer. */
const MOST_HOURLY_ROWS = 1000;
const MOST_ROWS_OF_DECOMPOSITION = 10_000;

/**
 * Forecasts a series by one of the simple methods. Where there are too few values for a model, or where it leads to numbers that are not
 * finite, the naive forecast takes its place, and says so by its name. Resolves with null when aborted.
 */
export async function forecastBaseline(
  name: BaselineName,
  request: BaselineRequest,
  interruptible: Interruptible,
): Promise<BaselineForecast | null> {
  const found = await methods[name](request, interruptible);
  if (interruptible.signal.aborted) return null;
  const isUsable = found !== null && [found.means, found.low, found.high].every((each) => each.every(Number.isFinite));
  return isUsable ? found : naive(request);
}

type Method = (request: BaselineRequest, interruptible: Interruptible) => Promise<BaselineForecast | null>;

const methods: Record<BaselineName, Method> = {
  naive: (request) => Promise.resolve(naive(request)),
  'seasonal-naive': (request) => Promise.resolve(seasonalNaive(request)),
  drift: (request) => {
    const { values, horizon } = request;
    return Promise.resolve(withNormalBand('drift', values.length, forecastByDrift(values, horizon), request));
  },
  ets: smooth,
  arima: async (request, interruptible) => {
    const { period, horizon } = request;
    const values = request.values.slice(-mostRowsOfArima(period));
    const fitted = await autoArima(values, period, interruptible);
    if (fitted === null) return null;
    return withNormalBand(arimaName(fitted), values.length, forecastArima(values, fitted, horizon), request);
  },
};

function mostRowsOfArima(period: number): number {
  if (period <= 12) return MOST_ROWS;
  return period <= LONGEST_SMOOTHED_SEASON
    ? MOST_HOURLY_ROWS
    : Math.max(MOST_HOURLY_ROWS, Math.min(4 * period, MOST_ROWS));
}

function naive(request: BaselineRequest): BaselineForecast {
  return withNormalBand('naive', request.values.length, forecastNaively(request.values, request.horizon), request);
}

function seasonalNaive(request: BaselineRequest): BaselineForecast {
  const { values, period, horizon } = request;
  const isSeasonal = period > 1 && period <= values.length;
  const model = isSeasonal ? `seasonal naive [${period}]` : 'naive';
  return withNormalBand(model, values.length, forecastSeasonNaively(values, period, horizon), request);
}

/** Exponential smoothing, of what STL leaves where the season is long. */
async function smooth(request: BaselineRequest, interruptible: Interruptible): Promise<BaselineForecast | null> {
  const { period, horizon, coverage } = request;
  const isLong = period > LONGEST_SMOOTHED_SEASON;
  const values = request.values.slice(-(isLong ? MOST_ROWS_OF_DECOMPOSITION : MOST_ROWS));
  const season = isLong && values.length > 2 * period ? stl(values, period).season : null;
  const adjusted = season === null ? values : values.map((value, n) => value - season[n]);
  const fitted = await autoEts(adjusted.slice(-MOST_ROWS), isLong ? 1 : period, interruptible);
  if (fitted === null) return null;
  const { means, low, high } = forecastEts(fitted, horizon, { coverage, deviates: deviatesOf(coverage) });
  // The last season goes on.
  const begin = values.length - period;
  const withSeason = (each: Float64Array) =>
    season === null ? each : each.map((value, step) => value + season[begin + (step % period)]);
  return {
    model: `${season === null ? '' : `STL[${period}] + `}${etsName(fitted.components)}`,
    fittedRows: Math.min(adjusted.length, MOST_ROWS),
    means: withSeason(means),
    low: withSeason(low),
    high: withSeason(high),
  };
}

function withNormalBand(
  model: string,
  fittedRows: number,
  { means, deviations }: ExpectedValues,
  { coverage }: BaselineRequest,
): BaselineForecast {
  const deviates = deviatesOf(coverage);
  return {
    model,
    fittedRows,
    means,
    low: means.map((mean, step) => mean - deviates * deviations[step]),
    high: means.map((mean, step) => mean + deviates * deviations[step]),
  };
}

function deviatesOf(coverage: number): number {
  return normalQuantile((1 + coverage) / 2);
}
