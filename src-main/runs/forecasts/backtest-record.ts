import { formatTime } from '../../../src-engine/forecast/time/format-time.ts';
import type { BacktestForecast, BacktestResult } from '../../../src-engine/spec/backtest-spec.ts';
import type { BacktestRecord } from '../../contract/forecasting/backtest-records.ts';
import type { RunRows } from '../../datasets/content/new-rows.ts';
import { firstRows } from './series-history.ts';

/** Steps of forecasts that are told, of all origins and columns. */
const MOST_STEPS = 20_000;

export function backtestRecord(
  { step, result }: { step: number; result: BacktestResult },
  { layout, pieces }: Pick<RunRows, 'layout' | 'pieces'>,
): BacktestRecord {
  const first = firstRows(pieces);
  const { origins, forecasts, horizon, ...figures } = result;
  const timesOf = ({ origin, time }: BacktestForecast) => {
    const { piece, row } = origins[origin];
    const axis = layout.time;
    return time.map((moment, n) => (axis === null ? first[piece] + row + n : formatTime(axis, moment)));
  };
  const told = forecasts.slice(0, Math.max(1, Math.floor(MOST_STEPS / horizon)));
  return {
    step,
    horizon,
    ...figures,
    origins: origins.map(({ series, piece, row }) => ({
      series,
      row: first[piece] + row,
      time: layout.time === null ? first[piece] + row : formatTime(layout.time, pieces[piece].time[row]),
    })),
    forecasts: told.map((forecast) => ({
      origin: forecast.origin,
      column: forecast.column,
      times: timesOf(forecast),
      actual: forecast.actual,
      methods: forecast.methods,
    })),
  };
}
