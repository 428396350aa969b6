import { expect, test } from 'vitest';
import { halfLifeFor, halfLives, smooth } from '../../../../src-renderer/charts/panel/smooth.ts';

test('far from the beginning, a weight halves with every half-life between two points, before and after', () => {
  const x = Float64Array.of(-1000, 1, 3, 10, 15, 17);
  const y = Float64Array.of(Number.NaN, 0, 1, 2, Number.NaN, 4);
  const expected = (at: number) => {
    let sum = 0;
    let weights = 0;
    for (const index of [1, 2, 3, 5]) {
      const weight = 2 ** (-Math.abs(x[index] - x[at]) / 4);
      sum += weight * y[index];
      weights += weight;
    }
    return sum / weights;
  };
  const smoothed = smooth(x, y, 4);
  for (const at of [1, 2, 3, 5]) expect(smoothed[at]).toBeCloseTo(expected(at), 10);
  expect(smoothed[0]).toBeNaN();
  expect(smoothed[4]).toBeNaN();
});

test('the last value is that of pandas, for it has no points after it', () => {
  // The example of pandas.DataFrame.ewm's documentation: halflife='4 days' at these days.
  const days = Float64Array.of(-1000, 1, 3, 10, 15, 17);
  const values = Float64Array.of(Number.NaN, 0, 1, 2, Number.NaN, 4);
  expect(smooth(days, values, 4).at(-1)).toBeCloseTo(3.233686, 6);
  expect(smooth(days.slice(0, 4), values.slice(0, 4), 4).at(-1)).toBeCloseTo(1.523889, 6);
});

test('does not lag behind a loss that falls steeply at first', () => {
  const x = Float64Array.from({ length: 400 }, (_, index) => index + 1);
  const loss = x.map((step) => 1 + 4 * Math.exp(-step / 20));
  const smoothed = smooth(x, loss, 200);
  smoothed.forEach((value, index) => expect(Math.abs(value - loss[index])).toBeLessThan(0.15));
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
