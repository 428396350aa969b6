import { expect, test } from 'vitest';
import { parseShallowJson } from '../../../src-engine/text/shallow-json.ts';

test('reads what JSON.parse reads, brackets in texts included, as long as it is not nested too deeply', () => {
  const value = { 'a["{[': [1, [2, { b: '\\"[[[[[' }]], c: null };
  expect(parseShallowJson(JSON.stringify(value), 4)).toEqual(value);
  expect(() => parseShallowJson(JSON.stringify(value), 3)).toThrow(SyntaxError);
  expect(() => parseShallowJson('{"a":', 4)).toThrow(SyntaxError);
});

test('does not build what is nested without end', () => {
  expect(() => parseShallowJson('['.repeat(20_000_000), 8)).toThrow('more than 8 levels deep');
});
