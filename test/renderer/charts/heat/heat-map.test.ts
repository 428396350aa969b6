import { expect, test } from 'vitest';
import { colourScale, legendEnds, paintMatrix } from '../../../../src-renderer/charts/heat/colour-scale.ts';
import { pannedView, revealing, wholeView, zoomedView } from '../../../../src-renderer/charts/heat/heat-view.ts';

const rgba = (pixel: number) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255, pixel >>> 24];

test('values become the colours of their place in the range', () => {
  const scale = colourScale(['rgb(0, 0, 255)', 'rgb(20, 20, 20)', 'rgb(255, 0, 0)']);
  const pixels = paintMatrix(Float32Array.of(-1, -9, 1, 9, Number.NaN, 0), scale, -1, 1);
  expect(rgba(pixels[0])).toEqual([0, 0, 255, 255]);
  expect(rgba(pixels[1])).toEqual([0, 0, 255, 255]);
  expect(rgba(pixels[2])).toEqual([255, 0, 0, 255]);
  expect(rgba(pixels[3])).toEqual([255, 0, 0, 255]);
  expect(pixels[4]).toBe(0);
  for (const channel of rgba(pixels[5]).slice(0, 3)) expect(Math.abs(channel - 20)).toBeLessThan(20);
});

const size = { rows: 512, columns: 1000, width: 500, height: 256 };

test('a legend tells where values lie beyond its ends, and not where they were only rounded', () => {
  const within = Float32Array.from([-0.1, 0.1]);
  expect(legendEnds(within, { min: -0.1, max: 0.1, format: String })).toEqual({ low: '-0.1', high: '0.1' });
  const beyond = Float32Array.from([-2, 37.217]);
  expect(legendEnds(beyond, { min: -5.9876, max: 5.9876, format: String })).toEqual({ low: '-6', high: '≥ 6' });
});

test('zooming keeps the point under the pointer and stays within the matrix', () => {
  const whole = wholeView(size);
  const near = zoomedView(whole, size, 8, 200, 100);
  expect(near.column + 200 / near.cellWidth).toBeCloseTo(400, 9);
  expect(near.row + 100 / near.cellHeight).toBeCloseTo(200, 9);
  expect(zoomedView(near, size, 1 / 100, 0, 0)).toEqual(whole);
  const corner = pannedView(near, size, -1e6, -1e6);
  expect(corner.column + size.width / corner.cellWidth).toBeCloseTo(1000, 9);
  expect(corner.row + size.height / corner.cellHeight).toBeCloseTo(512, 9);
});

test('the cursor is brought into sight, and a view that has it is left alone', () => {
  const near = zoomedView(wholeView(size), size, 10, 0, 0);
  const moved = revealing(near, size, 511, 999);
  expect(moved.column + size.width / moved.cellWidth).toBeCloseTo(1000, 9);
  expect(revealing(moved, size, 511, 999)).toEqual(moved);
});
