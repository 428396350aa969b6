import { expect, test } from 'vitest';
import { fitAutoregression } from '../../../../src-engine/forecast/fit/base/autoregression.ts';
import { fitSmoothing } from '../../../../src-engine/forecast/fit/base/exponential-smoothing.ts';
import { fitMethods } from '../../../../src-engine/forecast/fit/base/fit-methods.ts';
import { forecastStep } from '../../../../src-engine/forecast/fit/base/linear-map.ts';
import type { LinearMap } from '../../../../src-engine/forecast/fit/base/linear-map.ts';
import { spreadOrigins } from '../../../../src-engine/forecast/fit/base/origins.ts';

const forecast = (map: LinearMap | null | undefined, values: Float64Array): number[] =>
  map === null || map === undefined
    ? []
    : Array.from({ length: map.horizon }, (_, step) => forecastStep(map, values, values.length, step));

test('an autoregression has the lags that AICc chooses, and the forecasts, of least squares in R', () => {
  const values = new Float64Array(200);
  for (let t = 2; t < 200; t++)
    values[t] = 1 + 1.2 * values[t - 1]! - 0.5 * values[t - 2]! + 1.5 * Math.sin((t + 1) ** 2 * 0.7);
  const part = values.subarray(50);
  const map = fitAutoregression([part], { differences: [], season: null }, { window: 10, horizon: 5 });
  // lm(t ~ lags) on embed(y, 11) for each number of lags; the best by AICc has 2 of them.
  const ofR = [2.954743527, 3.72520432, 3.939111453, 3.826219316, 3.59325219];
  forecast(map, part).forEach((value, step) => expect(value).toBeCloseTo(ofR[step]!, 6));
  expect(map?.weights.subarray(0, 8).every((weight) => weight === 0)).toBe(true);
  expect(map?.weights[9]).toBeCloseTo(1.170326878, 8);
});

test('exponential smoothing goes on with a line and a season that are there', () => {
  const values = Float64Array.from({ length: 96 }, (_, n) => 5 + 0.5 * n + 3 * Math.sin((2 * Math.PI * n) / 12));
  const sizes = { window: 36, horizon: 12 };
  const origins = spreadOrigins([values], { window: 36, most: 50, range: () => ({ first: 36, last: 90 }) });
  const map = fitSmoothing(origins, { hasTrend: true, season: 12 }, sizes);
  forecast(map, values).forEach((value, step) => {
    expect(value).toBeCloseTo(5 + 0.5 * (96 + step) + 3 * Math.sin((2 * Math.PI * step) / 12), 1);
  });
});

test('methods that need more than two seasons of rows are left out', () => {
  const values = Float64Array.from({ length: 30 }, (_, n) => Math.sin(n * n));
  const sizes = { window: 10, horizon: 3 };
  expect([...fitMethods([values], sizes, 12).keys()].filter((name) => name.startsWith('seasonal'))).toEqual([]);
  expect([...fitMethods([values], sizes, 4).keys()]).toContain('seasonal-naive');
});

test('origins are spread evenly over all series, and no series is left out', () => {
  const parts = [30, 50, 20].map((rows) => new Float64Array(rows));
  const origins = spreadOrigins(parts, { window: 10, most: 14, range: () => ({ first: 0, last: Infinity }) });
  expect(origins).toHaveLength(14);
  expect(parts.map((_, n) => origins.filter(({ part }) => part === n).length)).toEqual([4, 8, 2]);
  expect(origins.every(({ row, values }) => row >= 10 && row < values.length)).toBe(true);
});
