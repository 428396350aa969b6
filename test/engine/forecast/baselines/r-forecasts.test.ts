import { expect, test } from 'vitest';
import { forecastBaseline } from '../../../../src-engine/forecast/baselines/forecast-baseline.ts';
import { baselineNames } from '../../../../src-engine/spec/backtest-spec.ts';
import { unhurried } from './unhurried.ts';
import reference from './r-forecasts.json' with { type: 'json' };

/**
 * Forecasts of the forecast package 8.20 of R, with bands of 80 %: of `naive`, `snaive`, `rwf(drift = TRUE)`, `ets` and `auto.arima`; where
 * the season is longer than 24, of `stlf`, and of `auto.arima` with three Fourier pairs.
 */
const series = Object.entries(reference);

test.each(series)('chooses the models that R chooses, and forecasts what it forecasts: %s', async (_, expected) => {
  const values = Float64Array.from(expected.values);
  for (const name of baselineNames) {
    const wanted = expected.forecasts[name];
    const horizon = wanted.means.length;
    const found = await forecastBaseline(name, { values, period: expected.period, horizon, coverage: 0.8 }, unhurried);
    expect(found!.model, name).toBe(wanted.model);
    // Errors as shares of the width of the band. The band of a model with relative errors is drawn from random futures.
    const width = Math.max(...wanted.high.map((high, step) => high - wanted.low[step]));
    const bandError = wanted.model.includes('ETS(M') ? 0.08 : 0.015;
    expect(farthest(found!.means, wanted.means) / width, `${name} mean`).toBeLessThan(0.005);
    expect(farthest(found!.low, wanted.low) / width, `${name} low`).toBeLessThan(bandError);
    expect(farthest(found!.high, wanted.high) / width, `${name} high`).toBeLessThan(bandError);
  }
});

function farthest(values: Float64Array, wanted: readonly number[]): number {
  return Math.max(...wanted.map((value, n) => Math.abs(value - values[n])));
}
