import { describe, expect, test } from 'vitest';
import { propertyValues } from '../../../src-engine/insight/cell-properties.ts';
import type { CellProperty } from '../../../src-engine/spec/insight-spec.ts';

const values = (text: string, property: CellProperty) => [...propertyValues([...text], property)].join('');

describe('a property by character', () => {
  test.each([
    ['inside-quotes', 'a "b" c', '0011000'],
    ['inside-quotes', '彼は「猫」と', '001100'],
    ['inside-quotes', '“a” b', '11000'],
    ['bracket-depth', '(a[b])c', '1122100'],
    ['bracket-depth', ')a(', '001'],
    ['line-position', 'ab\ncd', '12012'],
    ['upper-case', 'aBÉc', '0110'],
    ['digit', 'a1２b', '0110'],
    ['word-end', 'to be, ok', '010010001'],
  ] as const)('%s of %s', (kind, text, expected) => {
    expect(values(text, { kind })).toBe(expected);
  });

  test('a pattern is 1 inside its matches', () => {
    expect(values('the cat sat', { kind: 'pattern', pattern: '[cs]at' })).toBe('00001110111');
    expect(() => values('a', { kind: 'pattern', pattern: '(' })).toThrow('“(” is no regular expression');
  });
});

test('longer tokens have the value of their end, and one that completes nothing that of the one before', () => {
  expect([...propertyValues(['a (', '', 'b) c'], { kind: 'bracket-depth' })]).toEqual([1, 1, 0]);
  expect([...propertyValues(['', '('], { kind: 'bracket-depth' })]).toEqual([0, 1]);
});
