import { expect, test } from 'vitest';
import { forecastCsv } from '../../../../src-renderer/domain/forecasting/forecast-csv.ts';
import { originErrors } from '../../../../src-renderer/domain/forecasting/origin-errors.ts';
import { filledDown, plansOf, withEdit } from '../../../../src-renderer/domain/forecasting/plan-edits.ts';

const points = [
  { time: '2024-01-01', value: 10, low: 8, high: 12 },
  { time: '2024-01-02', value: 20, low: 18, high: 22 },
  { time: '2024-01-03', value: 30, low: 28, high: 32 },
];
const forecast = { series: null, column: 'y', origin: 5, points, actual: [11, 16] };

test('a forecast is judged by the values that came', () => {
  expect(originErrors(forecast)).toEqual({ steps: 2, mae: 2.5, rmse: Math.sqrt(8.5), within: 1 });
  expect(originErrors({ ...forecast, actual: [] })).toBeNull();
  const bare = points.map((point) => ({ ...point, low: null, high: null }));
  expect(originErrors({ points: bare, actual: [10] })?.within).toBeNull();
});

test('a saved forecast names series and columns only where there are several', () => {
  expect(forecastCsv([forecast])).toBe(
    'time,value,low,high\r\n2024-01-01,10,8,12\r\n2024-01-02,20,18,22\r\n2024-01-03,30,28,32\r\n',
  );
  const one = { ...forecast, points: points.slice(0, 1) };
  expect(
    forecastCsv([
      { ...one, series: 'a' },
      { ...one, series: 'b, c', column: 'z' },
    ]),
  ).toBe('series,column,time,value,low,high\r\na,y,2024-01-01,10,8,12\r\n"b, c",z,2024-01-01,10,8,12\r\n');
});

test('changed plans are told by step, and steps that stay as planned are null', () => {
  const edits = withEdit(withEdit(new Map(), 'price', 2, 5), 'holiday', 0, 'yes');
  expect(plansOf(edits, 4)).toEqual([
    { column: 'price', values: [null, null, 5] },
    { column: 'holiday', values: ['yes'] },
  ]);
  expect(plansOf(edits, 2)).toEqual([{ column: 'holiday', values: ['yes'] }]);
  expect(plansOf(withEdit(edits, 'holiday', 0, null), 4)).toEqual([{ column: 'price', values: [null, null, 5] }]);
  expect(plansOf(filledDown(edits, 'price', 7, 3), 3)[0]?.values).toEqual([7, 7, 7]);
});
