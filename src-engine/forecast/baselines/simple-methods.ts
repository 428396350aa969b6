/** Expected values after a series, and the standard deviations of what comes (Hyndman & Athanasopoulos 2021, sections 5.2 and 5.5). */
export interface ExpectedValues {
  means: Float64Array;
  deviations: Float64Array;
}

/** Every value to come is the last one: a random walk. */
export function forecastNaively(values: Float64Array, horizon: number): ExpectedValues {
  return forecastSeasonNaively(values, 1, horizon);
}

/** Every value to come is that of the last season. A season that is longer than the series is taken as none. */
export function forecastSeasonNaively(values: Float64Array, period: number, horizon: number): ExpectedValues {
  const lag = period <= values.length ? period : 1;
  const begin = values.length - lag;
  const deviation = rootMeanSquare(values.subarray(lag).map((value, n) => value - values[n]));
  return {
    means: Float64Array.from({ length: horizon }, (_, step) => values[begin + (step % lag)]),
    deviations: Float64Array.from({ length: horizon }, (_, step) => deviation * Math.sqrt(Math.floor(step / lag) + 1)),
  };
}

/** The line through the first and the last value goes on: a random walk with drift. */
export function forecastByDrift(values: Float64Array, horizon: number): ExpectedValues {
  const count = values.length;
  const last = values[count - 1];
  const slope = count > 1 ? (last - values[0]) / (count - 1) : 0;
  const steps = values.subarray(1).map((value, n) => value - values[n] - slope);
  // The slope was fitted to the same steps, which takes a degree of freedom.
  const deviation = rootMeanSquare(steps) * Math.sqrt(steps.length / Math.max(1, steps.length - 1));
  return {
    means: Float64Array.from({ length: horizon }, (_, step) => last + slope * (step + 1)),
    deviations: Float64Array.from({ length: horizon }, (_, step) => {
      const ahead = step + 1;
      return deviation * Math.sqrt(ahead * (1 + ahead / Math.max(1, count - 1)));
    }),
  };
}

function rootMeanSquare(values: Float64Array): number {
  return values.length === 0 ? 0 : Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
