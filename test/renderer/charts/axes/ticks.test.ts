import { expect, test } from 'vitest';
import { linearTicks, logTicks, timeTicks } from '../../../../src-renderer/charts/axes/ticks.ts';

test('linear ticks are round, within the range and no more than asked for', () => {
  expect(linearTicks(0, 1506, 5)).toEqual([0, 500, 1000, 1500]);
  expect(linearTicks(0.12, 0.47, 4)).toEqual([0.2, 0.3, 0.4]);
  expect(linearTicks(-3, 3, 7)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
  expect(linearTicks(0.0027, 0.0033, 4)).toEqual([0.0028, 0.003, 0.0032]);
});

test('a logarithmic axis of any height has a few ticks that do not crowd', () => {
  expect(logTicks(1, 40, 5)).toEqual([1, 2, 5, 10, 20]);
  expect(logTicks(2.9, 31, 3)).toEqual([5, 10, 20]);
  expect(logTicks(1e-5, 1, 6)).toEqual([1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1]);
  // Curves that begin at 1 have a tick there.
  expect(logTicks(1e-37, 1.5, 5)).toEqual([1e-32, 1e-24, 1e-16, 1e-8, 1]);
  // Of 20, 30 … 70 the upper ones would lie on each other.
  expect(logTicks(13, 75, 5)).toEqual([20, 40, 60]);
  // Less than a decade: round numbers between.
  expect(logTicks(2.1, 2.9, 4)).toEqual([2.2, 2.4, 2.6, 2.8]);
  for (const most of [2, 3, 5, 8]) {
    for (const [min, max] of [
      [1.1, 90],
      [0.3, 0.31],
      [1e-8, 1e8],
      [5, 6000],
    ] as const) {
      const ticks = logTicks(min, max, most);
      expect(ticks.length, `${min}…${max}, at most ${most}`).toBeLessThanOrEqual(most);
      for (const tick of ticks) expect(tick >= min && tick <= max).toBe(true);
    }
  }
});

test('times are cut at round seconds, minutes and hours', () => {
  expect(timeTicks(0, 13_000, 4)).toEqual([0, 5000, 10_000]);
  expect(timeTicks(0, 50 * 60_000, 6).map((tick) => tick / 60_000)).toEqual([0, 10, 20, 30, 40, 50]);
  const hour = 3_600_000;
  // Half past the hour of UTC is a full hour in India.
  expect(timeTicks(0, 3 * hour, 3, 5.5 * hour).map((tick) => tick / hour)).toEqual([0.5, 1.5, 2.5]);
});
