import { describe, expect, test } from 'vitest';
import { parseNumber } from '../../../../src-renderer/ui/fields/parse-number.ts';

const rule = { min: 0, max: 100, integer: false, optional: false };

describe('parseNumber', () => {
  test.each([
    ['42', 42],
    [' 0.002 ', 0.002],
    ['2e-3', 0.002],
    ['4２', 42],
    ['０．５', 0.5],
    ['.5', 0.5],
  ])('reads %j', (text, value) => {
    expect(parseNumber(text, rule)).toEqual({ value, problem: null });
  });

  test('reads grouped thousands, but no stray commas', () => {
    expect(parseNumber('1,000,000', { ...rule, max: 1e9 }).value).toBe(1_000_000);
    expect(parseNumber('1,5', rule).problem).toBe('notNumber');
  });

  test.each([
    ['', 'required'],
    ['   ', 'required'],
    ['ten', 'notNumber'],
    ['1e999', 'notNumber'],
    ['NaN', 'notNumber'],
    ['101', 'outOfRange'],
    ['-1', 'outOfRange'],
    ['ー1', 'outOfRange'],
  ])('says what is wrong with %j', (text, problem) => {
    expect(parseNumber(text, rule)).toEqual({ value: null, problem });
  });

  test('wants whole numbers where only they make sense', () => {
    expect(parseNumber('1.5', { ...rule, integer: true }).problem).toBe('notInteger');
    expect(parseNumber('1e1', { ...rule, integer: true }).value).toBe(10);
  });

  test('nothing is a choice where a field may be empty', () => {
    expect(parseNumber('', { ...rule, optional: true })).toEqual({ value: undefined, problem: null });
  });
});
