import { expect, test } from 'vitest';
import type { HistoryRecord } from '../../../../src-main/contract/forecasting/forecast-records.ts';
import { createSeriesAxis } from '../../../../src-renderer/domain/forecasting/series-axis.ts';
import {
  knownRows,
  rowPlaces,
  shownSeries,
  splitAt,
} from '../../../../src-renderer/domain/forecasting/shown-series.ts';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';

const axis = createSeriesAxis(null, useLocale());
const history: HistoryRecord = {
  time: null,
  allSeries: [],
  series: null,
  pieces: [
    { first: 0, rows: 3, known: 3 },
    { first: 3, rows: 4, known: 2 },
  ],
  validationFrom: null,
  newFrom: null,
  rows: [0, 1, 2, 3, 4, 5, 6],
  times: [0, 1, 2, 3, 4, 5, 6],
  columns: [
    {
      name: 'y',
      role: 'predict',
      categories: null,
      min: [1, 2, 3, 4, 5, null, null],
      max: [1, 2, 3, 4, 5, null, null],
    },
  ],
};

test('planned rows have no values, and a part after a gap begins anew', () => {
  const series = shownSeries(history, 'y', axis);
  expect([...series.y]).toEqual([1, 2, 3, 4, 5]);
  expect(series.breaks).toEqual([3]);
  expect(knownRows(history)).toBe(5);
  const { before, after } = splitAt(series, 4);
  expect([...before.y]).toEqual([1, 2, 3, 4]);
  expect([...after.y]).toEqual([5]);
});

test('a bucket of many rows keeps its smallest and its largest value', () => {
  const thinned = {
    ...history,
    rows: [0, 100, 200],
    times: [0, 100, 200],
    pieces: [{ first: 0, rows: 300, known: 300 }],
    columns: [{ ...history.columns[0], min: [-3, 1, 2], max: [4, 1, 9] }],
  };
  const series = shownSeries(thinned, 'y', axis);
  expect([...series.x]).toEqual([0, 0, 100, 200, 200]);
  expect([...series.y]).toEqual([-3, 4, 1, 2, 9]);
});

test('rows lie between the buckets that are known, and go on beyond them', () => {
  const { xOfRow, rowAt } = rowPlaces({ rows: [0, 10, 20], times: [100, 200, 300] }, axis);
  expect(xOfRow(15)).toBe(250);
  expect(xOfRow(25)).toBe(350);
  expect(rowAt(151)).toBe(5);
  expect(rowAt(349)).toBe(25);
});
