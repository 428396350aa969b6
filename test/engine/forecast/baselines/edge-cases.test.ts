import { describe, expect, test } from 'vitest';
import { forecastBaseline } from '../../../../src-engine/forecast/baselines/forecast-baseline.ts';
import type { BaselineForecast } from '../../../../src-engine/forecast/baselines/forecast-baseline.ts';
import { baselineNames } from '../../../../src-engine/spec/backtest-spec.ts';
import { createStream } from '../../../../src-engine/random/stream.ts';
import { unhurried } from './unhurried.ts';

const horizon = 14;

function every(values: ArrayLike<number>, period: number): Promise<BaselineForecast[]> {
  const request = { values: Float64Array.from(values), period, horizon, coverage: 0.8 };
  return Promise.all(baselineNames.map(async (name) => (await forecastBaseline(name, request, unhurried))!));
}

function noise(count: number, of: (normal: number, n: number) => number): number[] {
  const stream = createStream(7, 'test', 0);
  return Array.from({ length: count }, (_, n) => of(stream.normal(), n));
}

describe('every simple method has finite numbers, its value within its band', () => {
  test.each([
    ['one row', [5], 1],
    ['two rows', [5, 7], 1],
    ['two rows of a longer season', [5, 7], 12],
    ['three rows', [5, 7, 6], 2],
    ['nine rows', [1, 3, 2, 4, 3, 5, 4, 6, 5], 4],
    ['zeros', new Array<number>(40).fill(0), 4],
    ['one value that is not zero', [...new Array<number>(39).fill(0), 8], 4],
    ['a constant', new Array<number>(60).fill(3.7), 12],
    ['a line', noise(50, (_, n) => 2 * n - 30), 1],
    ['a season that repeats exactly', noise(60, (_, n) => [1, 5, 2, 8][n % 4]), 4],
    ['negative values', noise(80, (normal, n) => -100 + 10 * Math.sin(n / 2) + normal), 12],
    ['counts with zeros', noise(80, (normal) => Math.max(0, Math.round(normal))), 7],
    ['tiny values', noise(60, (normal) => 1e-12 * (2 + normal)), 4],
    ['huge values', noise(60, (normal) => 1e12 * (20 + normal)), 4],
    ['a season longer than half of the series', noise(30, (normal, n) => 10 + (n % 20) + normal), 20],
    ['a long season of less than two', noise(90, (normal, n) => Math.sin(n / 8) + normal), 52],
    ['a season as long as the series', noise(40, (normal) => 9 + normal), 40],
    ['exponential growth', noise(60, (_, n) => Math.exp(n / 4)), 12],
  ])('%s', async (_, values, period) => {
    for (const { model, means, low, high } of await every(values, period)) {
      expect(means).toHaveLength(horizon);
      means.forEach((mean, step) => {
        const all = [low[step], mean, high[step]];
        expect(all.every(Number.isFinite), `${model} ${all.join(' ')}`).toBe(true);
        const slack = 1e-9 * Math.max(1, Math.abs(mean));
        expect(low[step], model).toBeLessThanOrEqual(mean + slack);
        expect(high[step], model).toBeGreaterThanOrEqual(mean - slack);
      });
    }
  });
});

test('a constant goes on as it is', async () => {
  for (const { model, means } of await every(new Array<number>(60).fill(3.7), 12)) {
    means.forEach((mean) => expect(mean, model).toBeCloseTo(3.7, 6));
  }
});

test('values that are not all positive get no relative errors', async () => {
  const values = noise(60, (normal, n) => [0, 4, 9, 5][n % 4] + n / 10 + 0.1 * normal);
  const [, , , ets] = await every([...values, -0.5], 4);
  expect(ets.model).toMatch(/^ETS\(A,/);
});

test('the value does not depend on rows that come later, nor on being asked twice', async () => {
  const values = noise(70, (normal, n) => 20 + 5 * Math.sin(n) + normal);
  const once = await every(values.slice(0, 50), 12);
  expect(await every(values.slice(0, 50), 12)).toEqual(once);
});

test('a fit that nobody wants any more ends between two models', async () => {
  const signal = { aborted: false };
  let yields = 0;
  const yieldToEventLoop = () => {
    signal.aborted ||= ++yields === 2;
    return Promise.resolve();
  };
  const request = { values: Float64Array.from(noise(60, (normal) => normal)), period: 1, horizon, coverage: 0.8 };
  expect(await forecastBaseline('arima', request, { signal, yieldToEventLoop })).toBeNull();
  expect(yields).toBe(2);
});

test('long series are fitted to their last rows, which is said', async () => {
  const values = Float64Array.from(noise(4000, (normal) => 10 + normal));
  const found = await forecastBaseline('ets', { values, period: 1, horizon, coverage: 0.8 }, unhurried);
  expect(found!.fittedRows).toBe(3000);
});
