/** The sizes of a map from the last rows of a series to the next ones. */
export interface MapSizes {
  /** The rows that are read. */
  window: number;
  /** The rows that are forecast. */
  horizon: number;
}

/** A forecast that is linear in the past: step s is bias[s] + Σ_i weights[s · window + i] · values[origin − window + i]. */
export interface LinearMap extends MapSizes {
  /** (horizon, window) */
  weights: Float64Array;
  /** (horizon) */
  bias: Float64Array;
}

/** Writes the forecasts (horizon) of the rows `begin` to `begin + window` of a series. */
export type WindowForecast = (values: Float64Array, begin: number, forecasts: Float64Array) => void;

/** A forecast of the last row from `rowsBack` on, which may be a season before the end; each step has its own. */
export function lagMap({ window, horizon }: MapSizes, lagOf: (step: number) => number): LinearMap {
  const weights = new Float64Array(horizon * window);
  for (let step = 0; step < horizon; step++) weights[step * window + window - 1 - lagOf(step)] = 1;
  return { window, horizon, weights, bias: new Float64Array(horizon) };
}

/** The map of a forecast that is linear and gives zeros for zeros, from what it makes of one row that is 1 among zeros. */
export function mapOf(forecast: WindowForecast, { window, horizon }: MapSizes): LinearMap {
  const weights = new Float64Array(horizon * window);
  const row = new Float64Array(horizon);
  const unit = new Float64Array(window);
  for (let i = 0; i < window; i++) {
    unit.fill(0);
    unit[i] = 1;
    forecast(unit, 0, row);
    for (let step = 0; step < horizon; step++) weights[step * window + i] = row[step];
  }
  return { window, horizon, weights, bias: new Float64Array(horizon) };
}

/** The same map with something that is added to each step. */
export function withBias(map: LinearMap, added: (step: number) => number): LinearMap {
  return { ...map, bias: map.bias.map((bias, step) => bias + added(step)) };
}

/** The forecast of one step. */
export function forecastStep({ window, weights, bias }: LinearMap, values: Float64Array, origin: number, step: number) {
  let forecast = bias[step];
  const first = step * window;
  const begin = origin - window;
  for (let i = 0; i < window; i++) forecast += weights[first + i] * values[begin + i];
  return forecast;
}

/** The average of maps of the same sizes; weights add up to 1. */
export function averageMaps(maps: readonly LinearMap[], shares: readonly number[]): LinearMap {
  const { window, horizon } = maps[0];
  const weights = new Float64Array(horizon * window);
  const bias = new Float64Array(horizon);
  maps.forEach((map, n) => {
    for (let i = 0; i < weights.length; i++) weights[i] += shares[n] * map.weights[i];
    for (let step = 0; step < horizon; step++) bias[step] += shares[n] * map.bias[step];
  });
  return { window, horizon, weights, bias };
}

/** Whether all weights are finite and none is beyond what a forecast of a series that does not explode has. */
export function isSteady({ weights, bias }: LinearMap): boolean {
  const isWithin = (value: number): boolean => Math.abs(value) <= LARGEST_WEIGHT;
  return weights.every(isWithin) && bias.every(isWithin);
}

const LARGEST_WEIGHT = 50;
