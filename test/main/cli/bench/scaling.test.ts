import { expect, test } from 'vitest';
import { findCliffs, scalingTable } from '../../../tools/bench/scaling.ts';

const point = (units: number, batch: number, shareOfPeak: number) => ({
  units,
  batch,
  tokensPerSecond: 1000,
  shareOfPeak,
});

test('a size with less than half the share of its smaller neighbour is a cliff', () => {
  const points = [point(64, 1, 0.1), point(64, 2, 0.2), point(64, 4, 0.09), point(128, 2, 0.11), point(128, 4, 0.08)];
  expect(findCliffs(points).map(({ units, batch }) => [units, batch])).toEqual([[64, 4]]);
  expect(scalingTable(points)).toMatch(/batch 4 +1\.00 k \(9 %\) +1\.00 k \(8 %\)\n[^]*A cliff: 64 units, batch 4\.$/);
});

test('sizes that do better together have none', () => {
  const points = [point(64, 1, 0.1), point(64, 2, 0.3), point(128, 1, 0.2), point(128, 2, 0.4)];
  expect(findCliffs(points)).toEqual([]);
});
