import { expect, test } from 'vitest';
import { chooseSeason } from '../../../../src-engine/forecast/backtest/choose-season.ts';
import type { SeriesRows } from '../../../../src-engine/forecast/rows/series-rows.ts';
import { createStream } from '../../../../src-engine/random/stream.ts';
import type { PreparedTime } from '../../../../src-engine/spec/preparation-spec.ts';

const days: PreparedTime = { name: 'day', kind: 'date', zone: null, step: { unit: 'day', count: 1 }, origin: 0 };

function learntOf(values: Float64Array) {
  const rows = values.length;
  const piece: SeriesRows = { series: null, rows, known: rows, time: values, values: [values] };
  return { pieces: [piece], training: [rows] };
}

function noisy(count: number, of: (row: number) => number): Float64Array {
  const stream = createStream(3, 'test', 0);
  return Float64Array.from({ length: count }, (_, row) => of(row) + 2 * stream.normal());
}

test('the season of simple methods is the one that repeats itself best, whatever the network was given', () => {
  const year = learntOf(noisy(1100, (row) => 15 + 10 * Math.sin((2 * Math.PI * row) / 365.25)));
  expect(chooseSeason(year, { targets: [0], season: 10, time: days }, 180)).toBe(365);
  const week = learntOf(noisy(200, (row) => [0, 9, 4, 7, 1, -8, -9][row % 7]));
  expect(chooseSeason(week, { targets: [0], season: null, time: days }, 14)).toBe(7);
  // A season is one for the next step, too, though the last value may be nearer.
  const smooth = learntOf(noisy(400, (row) => 60 * Math.sin((2 * Math.PI * row) / 24)));
  expect(chooseSeason(smooth, { targets: [0], season: 24, time: null }, 1)).toBe(24);
  const walk = learntOf(noisy(200, (row) => 30 * Math.sin(row / 60)));
  expect(chooseSeason(walk, { targets: [0], season: 12, time: null }, 3)).toBe(1);
  const constant = learntOf(new Float64Array(50).fill(4));
  expect(chooseSeason(constant, { targets: [0], season: null, time: days }, 5)).toBe(1);
});
