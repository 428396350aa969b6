import { expect, test } from 'vitest';
import type { ChartLine } from '../../../../src-renderer/charts/lines/chart-line.ts';
import { readoutsOf } from '../../../../src-renderer/charts/panel/readout.ts';

const forecast: ChartLine = {
  id: 'forecast',
  label: 'Forecast',
  colour: 'accent',
  x: Float64Array.of(10, 11, 12),
  y: Float64Array.of(1, 2, 3),
  width: 2,
  dash: [],
  opacity: 1,
  points: false,
  isBounded: true,
  band: { low: Float64Array.of(0, 1, 2), high: Float64Array.of(2, 3, 5), lowLabel: 'low', highLabel: 'high' },
};

test('a forecast is read with its band, and says nothing where it does not reach', () => {
  const at = (x: number | null) => readoutsOf([forecast], x, String).map(({ x: place, value }) => [place, value]);
  expect(at(11)).toEqual([[11, '2 (1 – 3)']]);
  expect(at(null)).toEqual([[12, '3 (2 – 5)']]);
  expect(at(4)).toEqual([[null, '–']]);
  expect(at(12.4)).toEqual([[12, '3 (2 – 5)']]);
});

test('other lines are read at their nearest point', () => {
  const [readout] = readoutsOf([{ ...forecast, isBounded: false }], 4, String);
  expect(readout.value).toBe('1 (0 – 2)');
});
