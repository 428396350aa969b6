import { expect, test } from 'vitest';
import { compareRates } from '../../../tools/bench/lr-find/compare-rates.ts';
import { upperBoundOfMean } from '../../../tools/bench/statistics.ts';

test('picks are compared with the best rate that all seeds were trained at, and the noise of seeds is told', () => {
  const grid = [
    { learningRate: 0.001, losses: [2.2, 2.3, 2.1] },
    { learningRate: 0.01, losses: [2.0, 2.1, 1.9] },
    { learningRate: 0.1, losses: [1.5] },
  ];
  const told = compareRates([2.1, 2.2, 2.0], grid);
  expect(told).toMatchObject({ best: { learningRate: 0.01, loss: expect.closeTo(2, 10) } });
  expect(told?.ratio).toBeCloseTo(1.05, 10);
  // A difference of 0.1 is less than the 0.23 up to which three seeds with this deviation leave it open.
  expect(told?.low).toBe(1);
  expect(compareRates([2.001, 2.002, 2.003], [{ learningRate: 1, losses: [1.9, 1.901, 1.899] }])?.low).toBeGreaterThan(
    1.04,
  );
  expect(compareRates([2.1], [])).toBeNull();
});

test('the upper bound of a mean has the width of Student’s t', () => {
  const { mean, bound } = upperBoundOfMean([1, 2, 3, 4]);
  expect(mean).toBe(2.5);
  expect(bound).toBeCloseTo(2.5 + 2.353 * Math.sqrt(5 / 3 / 4), 3);
  expect(upperBoundOfMean([1]).bound).toBe(Infinity);
});
