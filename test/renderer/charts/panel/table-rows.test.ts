import { expect, test } from 'vitest';
import type { ChartLine } from '../../../../src-renderer/charts/lines/chart-line.ts';
import { tableRows } from '../../../../src-renderer/charts/panel/table-rows.ts';

const line = (id: string, x: number[], points: boolean): ChartLine => ({
  id,
  label: id,
  colour: 'accent',
  x: Float64Array.from(x),
  y: Float64Array.from(x, (value) => value * 10),
  width: 1,
  dash: [],
  opacity: 1,
  points,
});

test('takes rows evenly from a long line, the last always, and all points of a short one', () => {
  const long = line(
    'train',
    Array.from({ length: 10_000 }, (_, index) => index + 1),
    false,
  );
  const epochs = line('validation', [1234, 5678, 10_000], true);
  const rows = tableRows([long, epochs], 50);
  expect(rows.length).toBeLessThanOrEqual(53);
  expect(rows.at(-1)).toEqual({ x: 10_000, values: [100_000, 100_000] });
  expect(rows.find((row) => row.x === 1234)).toEqual({ x: 1234, values: [12_340, 12_340] });
  expect(rows[0].values[1]).toBeNull();
  expect(rows.map((row) => row.x)).toEqual(rows.map((row) => row.x).toSorted((a, b) => a - b));
});

test('is empty while there is nothing to show', () => {
  expect(tableRows([line('train', [], false)], 50)).toEqual([]);
});
