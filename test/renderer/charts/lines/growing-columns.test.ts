import { expect, test } from 'vitest';
import { GrowingColumns } from '../../../../src-renderer/charts/lines/growing-columns.ts';

const rows = (from: number, to: number, loss: (step: number) => number | null) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ step: from + index, loss: loss(from + index) }));

test('grows past its first size and keeps every row', () => {
  const columns = new GrowingColumns(['step', 'loss']);
  for (let from = 1; from <= 5000; from += 100) columns.append(rows(from, from + 99, (step) => step / 2));
  expect(columns.length).toBe(5000);
  expect([...columns.column('loss')]).toEqual(Array.from({ length: 5000 }, (_, index) => (index + 1) / 2));
});

test('rows that come again take the place of the old ones', () => {
  const columns = new GrowingColumns(['step', 'loss']);
  columns.append(rows(1, 10, () => 1));
  columns.append(rows(8, 9, () => 2));
  expect([...columns.column('step')]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect([...columns.column('loss')].slice(-3)).toEqual([1, 2, 2]);
});

test('a missing value is NaN, and nothing is nothing', () => {
  const columns = new GrowingColumns(['step', 'loss']);
  columns.append([]);
  columns.append(rows(1, 1, () => null));
  expect(columns.length).toBe(1);
  expect(columns.column('loss')[0]).toBeNaN();
});

test('dropFrom forgets the rows from an x on', () => {
  const columns = new GrowingColumns(['step', 'loss']);
  columns.append(rows(1, 10, (step) => step));
  columns.dropFrom(4);
  expect([...columns.column('step')]).toEqual([1, 2, 3]);
});

test('halving keeps the order, the ends’ neighbourhood and every peak', () => {
  const columns = new GrowingColumns(['step', 'loss']);
  const peaks = new Map([
    [17, 90],
    [502, -40],
    [1000, 70],
  ]);
  columns.append(rows(1, 1000, (step) => peaks.get(step) ?? Math.sin(step)));
  columns.halve('loss');
  columns.halve('loss');
  const steps = [...columns.column('step')];
  expect(steps.length).toBeLessThanOrEqual(250);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  for (const [step, loss] of peaks) expect(columns.column('loss')[steps.indexOf(step)]).toBe(loss);
});

test('what is no number and what is always the same are halved too', () => {
  const columns = new GrowingColumns(['step', 'loss']);
  columns.append(rows(1, 101, (step) => (step < 50 ? null : 3)));
  columns.halve('loss');
  expect(columns.length).toBeLessThanOrEqual(52);
  expect(columns.column('step')[0]).toBe(1);
});
