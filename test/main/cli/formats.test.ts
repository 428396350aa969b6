import { expect, test } from 'vitest';
import {
  formatAmount,
  formatBytes,
  formatDuration,
  formatLoss,
  formatPerplexity,
  formatRate,
  formatTable,
} from '../../../src-main/cli/formats.ts';

test.each([
  [0, '0 s'],
  [59_499, '59 s'],
  [59_600, '1:00'],
  [187_000, '3:07'],
  [3_599_800, '1:00:00'],
  [7_509_000, '2:05:09'],
])('%d ms is %s', (milliseconds, shown) => {
  expect(formatDuration(milliseconds)).toBe(shown);
});

test.each([
  [7.126, '7.13'],
  [840, '840'],
  [999.7, '1.00 k'],
  [21_437, '21.4 k'],
  [999_600, '1.00 M'],
])('a rate of %d is %s', (rate, shown) => {
  expect(formatRate(rate)).toBe(shown);
});

test.each([
  [999, '999 B'],
  [1000, '1.0 kB'],
  [9_960, '10 kB'],
  [999_700, '1.0 MB'],
  [80_000_000, '80 MB'],
  [5e12, '5000 GB'],
])('%d bytes are %s', (bytes, shown) => {
  expect(formatBytes(bytes)).toBe(shown);
});

test('perplexity is e to the loss, however far a training has diverged', () => {
  expect(formatPerplexity(Math.log(6.5))).toBe('6.50');
  expect(formatPerplexity(Math.log(12_345))).toBe('12345');
  expect(formatPerplexity(1000)).toBe('∞');
  expect(formatPerplexity(null)).toBe('–');
});

test('a loss is short, however far a training has diverged', () => {
  expect(formatLoss(1.65449)).toBe('1.654');
  expect(formatLoss(5.238269065857198e31)).toBe('5.2e+31');
  expect(formatLoss(null)).toBe('–');
});

test('one of a thing is not many', () => {
  expect(formatAmount(1, 'run')).toBe('1 run');
  expect(formatAmount(0, 'run')).toBe('0 runs');
  expect(formatAmount(1234, 'character occurs', 'characters occur')).toBe('1,234 characters occur');
});

test('columns are as wide as their widest cell', () => {
  const rows = [
    ['name', 'n'],
    ['long name', '1'],
    ['x', '1000'],
  ];
  expect(formatTable(rows, [1])).toBe('name          n\nlong name     1\nx          1000');
});
