/** The names of a forecaster's inputs and outputs in every format. */
export const forecastNames = {
  values: 'values',
  knownAhead: 'known_ahead',
  time: 'time',
  futureTime: 'future_time',
  series: 'series',
  value: 'value',
  low: 'low',
  high: 'high',
  quantiles: 'quantiles',
} as const;
