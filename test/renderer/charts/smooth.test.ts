import { expect, test } from 'vitest';
import { halfLifeFor, halfLives, smooth } from '../../../src-renderer/charts/smooth.ts';

test('far from the beginning, gives the numbers of pandas for uneven distances and missing values', () => {
  // The example of pandas.DataFrame.ewm's documentation: halflife='4 days' at these days.
  const days = Float64Array.of(-1000, 1, 3, 10, 15, 17);
  const values = Float64Array.of(Number.NaN, 0, 1, 2, Number.NaN, 4);
  const expected = [Number.NaN, 0, 0.585786, 1.523889, Number.NaN, 3.233686];
  const smoothed = smooth(days, values, 4);
  expected.forEach((value, index) => {
    if (Number.isNaN(value)) expect(smoothed[index]).toBeNaN();
    else expect(smoothed[index]).toBeCloseTo(value, 6);
  });
});

test('does not lag behind a loss that falls steeply at first', () => {
  const x = Float64Array.from({ length: 400 }, (_, index) => index + 1);
  const loss = x.map((step) => 1 + 4 * Math.exp(-step / 20));
  const smoothed = smooth(x, loss, 200);
  smoothed.forEach((value, index) => expect(Math.abs(value - loss[index])).toBeLessThan(0.3));
});

test('a constant line stays what it is from its first point on', () => {
  const x = Float64Array.from({ length: 500 }, (_, index) => index + 1);
  const smoothed = smooth(x, new Float64Array(500).fill(2.5), 50);
  for (const value of smoothed) expect(value).toBeCloseTo(2.5, 12);
});

test('a half-life of 0 leaves the line alone', () => {
  const y = Float64Array.of(3, 1, 2);
  expect(smooth(Float64Array.of(1, 2, 3), y, 0)).toBe(y);
});

test('longer runs are smoothed more, by a half-life that can be chosen', () => {
  const chosen = [10, 1000, 4000, 40_000, 1_000_000].map(halfLifeFor);
  expect(chosen.every((halfLife) => halfLives.includes(halfLife) && halfLife > 0)).toBe(true);
  expect(chosen).toEqual(chosen.toSorted((a, b) => a - b));
});
