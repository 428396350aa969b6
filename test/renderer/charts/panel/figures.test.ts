import { expect, test } from 'vitest';
import { cutAbove } from '../../../../src-renderer/charts/axes/cut-above.ts';
import { needsLogarithm } from '../../../../src-renderer/charts/axes/needs-logarithm.ts';
import { distinctTicks } from '../../../../src-renderer/charts/axes/ticks.ts';
import type { ChartLine } from '../../../../src-renderer/charts/lines/chart-line.ts';
import { drawnLine } from '../../../../src-renderer/charts/lines/drawn-points.ts';
import { figuresOf } from '../../../../src-renderer/charts/panel/figures.ts';
import { readoutsOf } from '../../../../src-renderer/charts/panel/readout.ts';
import { summarize } from '../../../../src-renderer/charts/panel/summarize.ts';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';

const line = (y: readonly number[], fields: Partial<ChartLine> = {}): ChartLine => ({
  ...{ id: 'l', label: 'Loss', colour: 'accent' as const, width: 2, dash: [], opacity: 1, points: false },
  x: Float64Array.from(y, (_, index) => index + 1),
  y: Float64Array.from(y),
  ...fields,
});
const range = { xMin: 1, xMax: 100, buckets: 100 };

test('one point is a figure with its place, a constant one without; what changes is a chart', () => {
  expect(figuresOf([line([7.1])])).toMatchObject([{ value: 7.1, x: 1 }]);
  expect(figuresOf([line([0.002, 0.002, 0.002])])).toMatchObject([{ value: 0.002, x: null }]);
  expect(figuresOf([line([0, 0]), line([0.1 + 0.2, 0.3])])).toHaveLength(2);
  expect(figuresOf([line([0, 0]), line([1, 2])])).toBeNull();
  expect(figuresOf([line([]), line([NaN])])).toBeNull();
  // The line behind another one does not count, and a training that explodes after one step is seen exploding.
  expect(figuresOf([line([1]), line([1, 2], { opacity: 0.3 })])).toHaveLength(1);
  expect(figuresOf([line([7.1, Infinity])])).toBeNull();
});

test('an infinite value is drawn above the axis, read as ∞ and told in words; it takes no room from the others', () => {
  const overflowing = line([7, 8, Infinity]);
  expect(drawnLine(overflowing, range)).toMatchObject({ points: [{ y: 7 }, { y: 8 }], infinite: [3] });
  expect(readoutsOf([overflowing], null, String)[0]?.value).toBe('∞');
  const { t } = useLocale();
  expect(summarize([overflowing], String, String, t)).toMatch(/from 7 to 8 .* Loss was infinite\.$/);
  expect(summarize([line([Infinity])], String, String, t)).toBe('Loss was infinite.');
});

test('the first steps are cut where they would eat the height, and a late explosion is not', () => {
  const falling = Array.from({ length: 100 }, (_, n) => ({ x: n + 1, y: n < 5 ? 7 - n : 2 - n / 100 }));
  const cut = cutAbove([falling], range);
  expect(cut).toBeGreaterThan(1.95);
  expect(cut).toBeLessThan(2.5);
  expect(cutAbove([falling.map(({ x, y }) => ({ x: 101 - x, y }))], range)).toBeNull();
  expect(cutAbove([falling.slice(0, 8)], range)).toBeNull();
  expect(cutAbove([falling.map(({ x }) => ({ x, y: 3 - x / 100 }))], range)).toBeNull();
});

test('a run that explodes asks for a logarithmic axis, healthy ones do not', () => {
  const healthy = line(Array.from({ length: 50 }, (_, n) => 7 - n / 10));
  expect(needsLogarithm([healthy, healthy])).toBe(false);
  expect(needsLogarithm([healthy, line([7, 400, 429])])).toBe(true);
  expect(needsLogarithm([])).toBe(false);
});

test('an axis does not say the same twice', () => {
  const percent = (value: number) => `${Math.round(100 * value)}%`;
  expect(distinctTicks([0, 0.001, 0.002, 0.01], percent)).toEqual([0, 0.01]);
});
