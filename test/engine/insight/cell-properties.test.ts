import { describe, expect, test } from 'vitest';
import { propertyValues } from '../../../src-engine/insight/cell-properties.ts';
import type { CellProperty } from '../../../src-engine/spec/insight-spec.ts';

/** Matches where it is asked, as no host does with a person's pattern. */
const matchHere = (pattern: string, text: string) =>
  Promise.resolve(
    Int32Array.from(
      [...text.matchAll(new RegExp(pattern, 'gu'))].flatMap(({ index, 0: { length } }) => [index, index + length]),
    ),
  );
const ofTokens = async (tokens: string[], property: CellProperty) => [
  ...(await propertyValues(tokens, property, matchHere))!,
];
const values = async (text: string, property: CellProperty) => (await ofTokens([...text], property)).join('');

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
  ] as const)('%s of %s', async (kind, text, expected) => {
    expect(await values(text, { kind })).toBe(expected);
  });

  test('a pattern is 1 inside its matches', async () => {
    expect(await values('the cat sat', { kind: 'pattern', pattern: '[cs]at' })).toBe('00001110111');
    const aborted = propertyValues(['a'], { kind: 'pattern', pattern: 'a' }, () => Promise.resolve(null));
    expect(await aborted).toBeNull();
  });
});

test('longer tokens have the value of their end, and one that completes nothing that of the one before', async () => {
  expect(await ofTokens(['a (', '', 'b) c'], { kind: 'bracket-depth' })).toEqual([1, 1, 0]);
  expect(await ofTokens(['', '('], { kind: 'bracket-depth' })).toEqual([0, 1]);
});
