import { expect, test } from 'vitest';
import type { BacktestRecord } from '../../../../src-main/contract/forecasting/backtest-records.ts';
import { bestMethods, lastModel } from '../../../../src-renderer/domain/forecasting/backtest-scores.ts';
import { histogramOf, residualFigures, residualsOf } from '../../../../src-renderer/domain/forecasting/residuals.ts';

const scores = (mae: number, mase: number | null, coverage: number | null) => ({
  n: 4,
  mae,
  rmse: mae,
  mase,
  smape: mae,
  pinball: mae,
  coverage,
});
const told = (model: string | null, value: number[]) => ({ model, fittedRows: null, value, low: null, high: null });
const record: BacktestRecord = {
  step: 10,
  horizon: 2,
  season: 1,
  band: 0.8,
  seriesUsed: 2,
  seriesTotal: 2,
  origins: [
    { series: 'a', row: 10, time: '2024-01-11' },
    { series: 'b', row: 10, time: '2024-01-11' },
  ],
  methods: [
    { method: 'network', scores: scores(3, null, 0.95), steps: [], origins: [] },
    { method: 'ets', scores: scores(2, null, 0.78), steps: [], origins: [] },
  ],
  forecasts: [
    {
      origin: 0,
      column: 'y',
      times: ['2024-01-11', '2024-01-12'],
      actual: [5, 7],
      methods: [told(null, [4, 9]), told('ETS(A,N,N)', [5, 5])],
    },
    { origin: 1, column: 'y', times: ['2024-01-11'], actual: [1], methods: [told(null, [2]), told('ETS(M,A,N)', [1])] },
  ],
  simpleIsBetter: null,
};

test('the best of a score is marked: the smallest error, and the band that holds what it promises', () => {
  expect(bestMethods(record, 'mae')).toEqual([1]);
  expect(bestMethods(record, 'coverage')).toEqual([1]);
  expect(bestMethods(record, 'mase')).toEqual([]);
  expect(lastModel(record, 'ets')).toBe('ETS(M,A,N)');
  expect(lastModel(record, 'network')).toBeNull();
});

test('residuals are what came less what was forecast, of one series', () => {
  const residuals = residualsOf(record, { method: 'network', column: 'y', series: 'a' });
  expect(residuals).toEqual([
    { time: '2024-01-11', value: 1 },
    { time: '2024-01-12', value: -2 },
  ]);
  expect(residualFigures(residuals)).toEqual({ mean: -0.5, deviation: 1.5, median: -0.5 });
  expect(residualFigures([])).toBeNull();
});

test('a histogram counts every residual once, in steps over their range', () => {
  const residuals = Array.from({ length: 100 }, (_, n) => ({ time: n, value: (n % 10) - 4.5 }));
  const { x, counts } = histogramOf(residuals);
  expect(x[0]).toBe(-4.5);
  expect(x[x.length - 1]).toBe(4.5);
  const bins = Array.from(counts).filter((_, n) => n % 2 === 0);
  expect(bins.reduce((sum, count) => sum + count, 0)).toBe(100);
  expect(histogramOf([{ time: 0, value: 3 }]).counts.length).toBe(10);
});
