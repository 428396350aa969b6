import { expect, test } from 'vitest';
import { cellProperty } from '../../../../../src-renderer/domain/insight/biography/cell-query.ts';
import { clampOf, parseUnits } from '../../../../../src-renderer/domain/insight/what-if/clamp-draft.ts';
import { sinceStep } from '../../../../../src-renderer/domain/insight/biography/since-checkpoint.ts';

test.each([
  ['', null],
  ['3', [2]],
  ['3, 7-9', [2, 6, 7, 8]],
  ['9 1、1', [0, 8]],
  ['0', undefined],
  ['10', undefined],
  ['5-2', undefined],
  ['three', undefined],
  ['-', undefined],
])('units %j of nine are %j', (text, units) => {
  expect(parseUnits(text, 9)).toEqual(units);
});

test('a draft without a number holds nothing', () => {
  const draft = { loop: '1', variable: 'forget-gate' as const, units: '2', value: 0 };
  expect(clampOf(draft, () => 4)).toEqual({ loop: '1', variable: 'forget-gate', units: [1], value: 0 });
  expect(clampOf({ ...draft, value: null }, () => 4)).toBeNull();
  expect(clampOf({ ...draft, units: '5' }, () => 4)).toBeNull();
});

test('a regular expression must be one', () => {
  expect(cellProperty('pattern', '[a-')).toBeNull();
  expect(cellProperty('pattern', '')).toBeNull();
  expect(cellProperty('pattern', '\\bthe\\b')).toEqual({ kind: 'pattern', pattern: '\\bthe\\b' });
  expect(cellProperty('digit', '[')).toEqual({ kind: 'digit' });
});

const history = (...correlations: (number | null)[]) =>
  correlations.map((correlation, index) => ({ step: (index + 1) * 100, correlation }));

test('a unit follows a property since it came near to what it has at the end and stayed there', () => {
  expect(sinceStep(history(null, 0.2, 0.79, 0.75, 0.8))).toEqual({ step: 300, isOldest: false });
  expect(sinceStep(history(0.8, 0.1, 0.8))).toEqual({ step: 300, isOldest: false });
  // Nothing is known of the time before the oldest checkpoint that is kept.
  expect(sinceStep(history(0.9, 0.85, 0.8))).toEqual({ step: 100, isOldest: true });
});

test('a unit that follows it with the opposite sign counts as well, one that turned round does not until then', () => {
  expect(sinceStep(history(0.8, -0.78, -0.8))).toEqual({ step: 200, isOldest: false });
});

test('nothing is told of a unit that does not follow it at the end', () => {
  expect(sinceStep(history(0.8, null))).toBeNull();
  expect(sinceStep([])).toBeNull();
});
