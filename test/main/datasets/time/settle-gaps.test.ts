import { describe, expect, it } from 'vitest';
import type { TimeAxis } from '../../../../src-engine/spec/series-layout.ts';
import { settleDuplicates } from '../../../../src-main/datasets/cleaning/series/settle-duplicates.ts';
import { fillGaps, rowsOnGrid, splitAtGaps } from '../../../../src-main/datasets/cleaning/series/settle-gaps.ts';
import { fillValues, interpolateValues } from '../../../../src-main/datasets/cleaning/series/settle-missing.ts';
import type { SeriesRows } from '../../../../src-main/datasets/cleaning/series/series-rows.ts';

const monthly: TimeAxis = { kind: 'date', zone: null, step: { unit: 'month', count: 1, day: 31 } };
const counted: TimeAxis = { kind: 'number', zone: null, step: { unit: 'number', count: 1, decimals: 1 } };
const rowsOf = (times: number[], ...columns: number[][]): SeriesRows => ({
  times: Float64Array.from(times),
  columns: columns.map((values) => Float64Array.from(values)),
});
const plain = ({ times, columns }: SeriesRows) => ({
  times: [...times],
  columns: columns.map((values) => [...values]),
});

describe('gaps', () => {
  const months = ['2024-01-31', '2024-02-29', '2024-05-31', '2024-06-30'].map((date) => Date.parse(date));
  const rows = rowsOf(months, [1, 2, 186, 7], [0, 1, 2, 3]);

  it('are filled with the value before, at the ends of months', () => {
    const filled = plain(fillGaps(rows, monthly, 'fill', ['number', 'category']));
    expect(filled.times.map((time) => new Date(time).toISOString().slice(0, 10))).toEqual([
      ...['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31', '2024-06-30'],
    ]);
    expect(filled.columns[0]).toEqual([1, 2, 2, 2, 186, 7]);
  });

  it('are interpolated in time, but for categories', () => {
    const { columns } = plain(fillGaps(rows, monthly, 'interpolate', ['number', 'category']));
    // 31 and 61 of the 92 days from 29 February to 31 May.
    expect(columns[0].map((value) => Number(value.toFixed(9)))).toEqual([1, 2, 64, 124, 186, 7]);
    expect(columns[1]).toEqual([0, 1, 1, 1, 2, 3]);
  });

  it('part a series', () => {
    expect(splitAtGaps(rows, monthly).map(plain)).toEqual([
      {
        times: months.slice(0, 2),
        columns: [
          [1, 2],
          [0, 1],
        ],
      },
      {
        times: months.slice(2),
        columns: [
          [186, 7],
          [2, 3],
        ],
      },
    ]);
  });

  it('are found where rows lie between steps, which are drawn upon only', () => {
    const uneven = rowsOf([0, 1.5, 2, 4], [0, 15, 20, 40]);
    expect(rowsOnGrid(uneven.times, counted)).toBe(5);
    expect(plain(fillGaps(uneven, counted, 'interpolate', ['number']))).toEqual({
      times: [0, 1, 2, 3, 4],
      columns: [[0, 10, 20, 30, 40]],
    });
    expect(plain(fillGaps(uneven, counted, 'fill', ['number'])).columns).toEqual([[0, 0, 20, 20, 40]]);
  });

  it('leave a series without any as it is', () => {
    const whole = rowsOf([0, 1, 2], [5, 6, 7]);
    expect(fillGaps(whole, counted, 'fill', ['number'])).toBe(whole);
    expect(splitAtGaps(whole, counted)).toHaveLength(1);
  });
});

describe('duplicates', () => {
  it('leave the first, the last or the mean of what is known', () => {
    const rows = rowsOf([0, 1, 1, 2], [1, 2, 4, 5], [7, NaN, 3, 1], [0, 1, 2, 3]);
    const scales = ['number', 'number', 'category'] as const;
    expect(plain(settleDuplicates(rows, 'first', scales)).columns).toEqual([
      [1, 2, 5],
      [7, NaN, 1],
      [0, 1, 3],
    ]);
    expect(plain(settleDuplicates(rows, 'last', scales)).columns).toEqual([
      [1, 4, 5],
      [7, 3, 1],
      [0, 2, 3],
    ]);
    expect(plain(settleDuplicates(rows, 'mean', scales))).toEqual({
      times: [0, 1, 2],
      columns: [
        [1, 3, 5],
        [7, 3, 1],
        [0, 2, 3],
      ],
    });
  });
});

describe('cells without a value', () => {
  const values = Float64Array.of(NaN, 1, NaN, NaN, 4, NaN);
  const times = Float64Array.of(0, 1, 2, 3, 5, 6);

  it('take the value before, or one on the line between their neighbours', () => {
    expect([...fillValues(values)]).toEqual([NaN, 1, 1, 1, 4, 4]);
    expect([...interpolateValues(values, times, 'number')]).toEqual([NaN, 1, 1.75, 2.5, 4, NaN]);
    expect([...interpolateValues(values, times, 'category')]).toEqual([NaN, 1, 1, 1, 4, NaN]);
  });
});
