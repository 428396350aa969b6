import type { BaselineName } from './backtest-spec.ts';
import type { SeriesLayout } from './series-layout.ts';

/** Forecasts of one network from several origins. */
export interface ForecastTask {
  /** Rows of the same columns, by name, as those that the network was trained on; they may be other rows, and other series. */
  content: { kind: 'series'; table: Uint8Array; layout: SeriesLayout };
  origins: ForecastOrigin[];
  /** A simple method that forecasts in the network's place, fitted to all values before each origin; null lets the network do it. */
  simpleMethod: BaselineName | null;
}

export interface ForecastOrigin {
  /** A place in the layout's `pieces`. */
  piece: number;
  /** The first row of the piece that is forecast, from 0 to its number of known rows: values from there on are not looked at. */
  row: number;
  /** Rows to forecast; beyond the horizon that the network was trained for it goes on from its own medians. */
  horizon: number;
}

export interface SeriesForecast {
  piece: number;
  row: number;
  /** (horizon): as they are stored, see SeriesLayout; places of rows where there is no time. */
  time: Float64Array;
  /** Ascending, between 0 and 1; 0.5 is among them. */
  levels: number[];
  /** (horizon, targets, levels) in the columns' own units. Ascending by level. */
  quantiles: Float64Array;
  /** The names of known-ahead columns of which rows to forecast had no value, so that it was taken from a season before. */
  assumed: string[];
}

/** The forecast of one series from the last origin of its validation part, at most 400 points, in the column's own units. */
export interface ValidationForecast {
  epoch: number;
  series: string | null;
  column: string;
  /** The times as they are stored: Unix milliseconds, numbers or places of rows. */
  time: number[];
  actual: number[];
  value: number[];
  low: number[];
  high: number[];
}
