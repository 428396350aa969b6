import { describe, expect, test } from 'vitest';
import { lowerBound, nearestIndex, thinMinMax } from '../../../../src-renderer/charts/lines/thin.ts';

const range = (xMax: number, buckets: number) => ({ xMin: 0, xMax, buckets });

/** A noisy line with peaks that are one point wide. */
function noisyLine(length: number) {
  const x = Float64Array.from({ length }, (_, index) => index);
  const y = x.map((value) => Math.sin(value / 700) + (value % 997 === 0 ? 5 : 0) - (value % 1009 === 0 ? 4 : 0));
  return { x, y };
}

describe('thinMinMax', () => {
  test('keeps every point where there is room for all', () => {
    const x = Float64Array.of(0, 1, 2, 3);
    const y = Float64Array.of(5, 1, 4, 2);
    expect(thinMinMax(x, y, range(3, 10))).toEqual([
      { x: 0, y: 5 },
      { x: 1, y: 1 },
      { x: 2, y: 4 },
      { x: 3, y: 2 },
    ]);
  });

  test('keeps the extremes of every part of the range, in order, with no point made up', () => {
    const buckets = 300;
    const { x, y } = noisyLine(20_000);
    const points = thinMinMax(x, y, range(19_999, buckets));
    expect(points.length).toBeLessThanOrEqual(2 * buckets + 4);
    expect(points.map((point) => point.x)).toEqual(points.map((point) => point.x).toSorted((a, b) => a - b));
    expect(points.every((point) => y[point.x] === point.y)).toBe(true);
    const width = 19_999 / buckets;
    for (let bucket = 0; bucket < buckets; bucket++) {
      const inBucket = (value: number) => Math.floor(value / width) === bucket;
      const all = y.filter((_, index) => inBucket(index));
      const kept = points.filter((point) => inBucket(point.x)).map((point) => point.y);
      expect(Math.max(...kept)).toBe(Math.max(...all));
      expect(Math.min(...kept)).toBe(Math.min(...all));
    }
    expect(points[0]).toEqual({ x: 0, y: y[0] });
    expect(points.at(-1)).toEqual({ x: 19_999, y: y[19_999] });
  });

  test('leaves out what is not finite', () => {
    const { x, y } = noisyLine(10_000);
    y.fill(Number.NaN, 0, 10);
    y[9_999] = Number.POSITIVE_INFINITY;
    const points = thinMinMax(x, y, range(9_999, 50));
    expect(points.every((point) => Number.isFinite(point.y))).toBe(true);
    expect(points[0].x).toBe(10);
    expect(points.at(-1)?.x).toBe(9_998);
    expect(thinMinMax(x, new Float64Array(10_000).fill(Number.NaN), range(9_999, 50))).toEqual([]);
  });

  test('draws only the part that is asked for', () => {
    const { x, y } = noisyLine(10_000);
    const points = thinMinMax(x, y, { xMin: 2_000, xMax: 3_000, buckets: 100 });
    expect(points[0].x).toBe(2_000);
    expect(points.at(-1)?.x).toBe(3_000);
  });

  test('a line without points has none', () => {
    expect(thinMinMax(new Float64Array(0), new Float64Array(0), range(1, 50))).toEqual([]);
  });
});

test('lowerBound finds the first x that is not below', () => {
  const x = Float64Array.of(1, 3, 3, 7);
  expect([0, 1, 2, 3, 4, 7, 8].map((value) => lowerBound(x, value))).toEqual([0, 0, 1, 1, 3, 3, 4]);
});

test('nearestIndex finds the nearest x', () => {
  const x = Float64Array.of(10, 20, 40);
  expect([0, 14, 16, 31, 99].map((value) => nearestIndex(x, value))).toEqual([0, 0, 1, 2, 2]);
  expect(nearestIndex(new Float64Array(0), 1)).toBe(-1);
});
