import type { Backend } from '../../../../src-engine/backends/backend.ts';
import { forecastBaseline } from '../../../../src-engine/forecast/baselines/forecast-baseline.ts';
import { median } from '../statistics.ts';
import { tableUpTo } from './series-files.ts';
import type { MeasuredSeries } from './series-files.ts';
import { trainForecaster } from './train-forecaster.ts';

export const rivals = ['naive', 'seasonal-naive', 'ets', 'arima'] as const;

export type Rival = (typeof rivals)[number];

interface OriginResult {
  /** The rows before the origin: all that is learnt from. */
  rows: number;
  /** MASE of the forecaster: the median over seeds. */
  forecaster: number;
  rivals: Record<Rival, number>;
  /** The share of values within the bands of 80 %, over all seeds. */
  coverage: number;
}

export interface SeriesResult {
  name: string;
  frequency: number;
  horizon: number;
  /** The first holds back the last rows, as the reference does. */
  origins: OriginResult[];
  reference: MeasuredSeries['reference'];
}

export interface JudgePlan {
  origins: number;
  seeds: number;
}

/** From this horizon on there are fewer origins. */
const LONG_HORIZON = 100;
const LONG_ORIGINS = 3;
/** Rows before an origin: this share of a series, and so many seasons. */
const SMALLEST_SHARE = 0.5;
const FEWEST_SEASONS = 2;
const FEWEST_ROWS = 24;

const never = { signal: new AbortController().signal, yieldToEventLoop: () => Promise.resolve() };

/** Trains the template at each origin on what lies before it, with each seed, and forecasts by it and by simple methods. */
export async function judgeSeries(
  createBackend: () => Backend,
  series: MeasuredSeries,
  plan: JudgePlan,
): Promise<SeriesResult> {
  const { name, frequency, horizon, reference } = series;
  const origins: OriginResult[] = [];
  for (const rows of placeOrigins(series, plan))
    origins.push(await judgeOrigin(createBackend, series, rows, plan.seeds));
  return { name, frequency, horizon, origins, reference };
}

/** From the last that has a whole horizon after it back. */
function placeOrigins({ values, frequency, horizon }: MeasuredSeries, { origins }: JudgePlan): number[] {
  const count = horizon >= LONG_HORIZON ? Math.min(LONG_ORIGINS, origins) : origins;
  const last = values.length - horizon;
  const least = Math.max(Math.ceil(values.length * SMALLEST_SHARE), FEWEST_SEASONS * frequency, FEWEST_ROWS);
  const first = Math.min(last, least);
  const step = count === 1 ? 0 : Math.min(horizon, Math.floor((last - first) / (count - 1)));
  return [...new Set(Array.from({ length: count }, (_, n) => last - n * step))];
}

async function judgeOrigin(
  createBackend: () => Backend,
  series: MeasuredSeries,
  rows: number,
  seeds: number,
): Promise<OriginResult> {
  const { frequency, horizon } = series;
  const values = series.values.slice(0, rows);
  const actual = series.values.subarray(rows, rows + horizon);
  const scale = seasonError(values, frequency);
  const mase = (forecast: (step: number) => number): number =>
    actual.reduce((sum, value, step) => sum + Math.abs(value - forecast(step)), 0) / horizon / scale;
  const errors: number[] = [];
  let inside = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const backend = createBackend();
    const { forecasts } = await trainForecaster(backend, tableUpTo(series, rows), { seed, horizon });
    backend.dispose();
    const [{ quantiles }] = forecasts;
    errors.push(mase((step) => quantiles[3 * step + 1]));
    inside += actual.filter((value, step) => value >= quantiles[3 * step] && value <= quantiles[3 * step + 2]).length;
  }
  const told = {} as Record<Rival, number>;
  for (const name of rivals) {
    const request = { values, period: frequency, horizon, coverage: 0.8 };
    const forecast = await forecastBaseline(name, request, never);
    told[name] = forecast === null ? NaN : mase((step) => forecast.means[step]);
  }
  return { rows, forecaster: median(errors), rivals: told, coverage: inside / (seeds * horizon) };
}

/** The mean absolute error of the training part's seasonal naive forecast: the unit of MASE. */
function seasonError(values: Float64Array, frequency: number): number {
  let sum = 0;
  for (let row = frequency; row < values.length; row++) sum += Math.abs(values[row] - values[row - frequency]);
  return sum / (values.length - frequency);
}
