import { expect, test } from 'vitest';
import { sortUnits, unitRows } from '../../../../../src-renderer/domain/insight/theatre/sort-units.ts';

/** (H, T): the first rises, the second never changes, the third swings widely, the fourth falls, the fifth swings a little. */
const units = 5;
const values = Float32Array.from(
  [
    [0, 1, 2, 3],
    [5, 5, 5, 5],
    [-4, 4, -4, 4],
    [3, 2, 1, 0],
    [-0.1, 0.1, -0.1, 0.1],
  ].flat(),
);

test('as they are: by their numbers', () => {
  expect([...sortUnits('index', values, units)]).toEqual([0, 1, 2, 3, 4]);
});

test('the most active first: what swings widest leads, what never changes comes last', () => {
  expect([...sortUnits('activity', values, units)]).toEqual([2, 0, 3, 4, 1]);
});

test('alike together: units that move in step or against each other are neighbours, however far they swing', () => {
  const order = [...sortUnits('similarity', values, units)];
  expect(Math.abs(order.indexOf(2) - order.indexOf(4))).toBe(1);
  expect(Math.abs(order.indexOf(0) - order.indexOf(3))).toBe(1);
  expect(order.at(-1)).toBe(1);
  expect(order.toSorted()).toEqual([0, 1, 2, 3, 4]);
});

test('rows are the units in their order, columns the characters', () => {
  const rows = unitRows(values, units, sortUnits('activity', values, units));
  expect([...rows.subarray(0, 4)]).toEqual([-4, 4, -4, 4]);
  expect([...rows.subarray(16)]).toEqual([5, 5, 5, 5]);
});

test('an empty text has nothing to order', () => {
  expect([...sortUnits('similarity', new Float32Array(), 0)]).toEqual([]);
});
