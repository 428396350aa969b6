import { expect, test } from 'vitest';
import { forecastSimply } from '../../../src-engine/forecast/forecast-simply.ts';
import { unhurried } from './baselines/unhurried.ts';

const values = Float64Array.from({ length: 24 }, (_, n) => 100 + [0, 10, 20, 30][n % 4]);
const month = { name: 't', kind: 'date', zone: null, step: { unit: 'month', count: 1 }, origin: 0 } as const;
const time = Float64Array.from(values, (_, n) => Date.UTC(2020, n, 1));
const preparation = { targets: [0], season: 4, time: month };
const pieces = [{ series: null, rows: 24, known: 24, time, values: [values] }];

test('a simple method forecasts in the network’s place, with times and a band, from the rows before its origin alone', async () => {
  const origins = [{ piece: 0, row: 20, horizon: 6 }];
  const [forecast] = (await forecastSimply({ method: 'seasonal-naive', preparation, pieces, origins }, unhurried))!;
  const medians = Array.from({ length: 6 }, (_, step) => forecast.quantiles[step * 3 + 1]);
  expect(medians).toEqual([100, 110, 120, 130, 100, 110]);
  expect(Array.from(forecast.time, (moment) => new Date(moment).toISOString().slice(0, 7))).toEqual([
    ...['2021-09', '2021-10', '2021-11', '2021-12', '2022-01', '2022-02'],
  ]);
  expect(forecast.levels).toEqual([0.1, 0.5, 0.9]);
  const changed = [{ ...pieces[0], values: [values.map((value, row) => (row < 20 ? value : 9999))] }];
  const [same] = (await forecastSimply(
    { method: 'seasonal-naive', preparation, pieces: changed, origins },
    unhurried,
  ))!;
  expect(same.quantiles).toEqual(forecast.quantiles);
});
