import { expect, test } from 'vitest';
import {
  confusionCounts,
  mostConfused,
  textsOfCell,
} from '../../../../src-renderer/domain/metrics/confusion-counts.ts';

const text = (row: number, actual: number, predicted: number, probability = 0.5) => ({
  row,
  text: `text ${row}`,
  actual,
  predicted,
  probability,
});

test('texts are counted by the class they have and the class that is said', () => {
  const rows = [text(0, 0, 0), text(1, 0, 1), text(2, 2, 1), text(3, 2, 1)];
  expect(confusionCounts(rows, 3)).toEqual([
    [1, 1, 0],
    [0, 0, 0],
    [0, 2, 0],
  ]);
});

test('of many classes those are shown that are confused most, in their own order', () => {
  const counts = [
    [9, 0, 0, 0],
    [0, 2, 0, 3],
    [1, 0, 5, 0],
    [0, 0, 0, 4],
  ];
  expect(mostConfused(counts, 2)).toEqual([1, 3]);
  expect(mostConfused(counts, 9)).toEqual([0, 1, 2, 3]);
});

test('mistakes begin with the surest, which may be wrong labels; right answers with the least sure', () => {
  const rows = [text(0, 0, 1, 0.6), text(1, 0, 1, 0.99), text(2, 0, 0, 0.9), text(3, 0, 0, 0.51)];
  expect(textsOfCell(rows, { actual: 0, predicted: 1 }).map(({ row }) => row)).toEqual([1, 0]);
  expect(textsOfCell(rows, { actual: 0, predicted: 0 }).map(({ row }) => row)).toEqual([3, 2]);
});
