import { describe, expect, test } from 'vitest';
import { createFormat } from '../../../src-renderer/locales/format.ts';

const en = createFormat('en');
const ja = createFormat('ja');
const minute = 60_000;
const hour = 60 * minute;

describe('duration', () => {
  test.each([
    [0, '0 sec'],
    [24_400, '24 sec'],
    [4 * minute + 24_000, '4 min 24 sec'],
    [4 * minute, '4 min'],
    [18 * minute + 30_000, '18 min'],
    [hour + 12 * minute + 5_000, '1 hr 12 min'],
    [25 * hour + 30 * minute, '1 day 1 hr'],
    [3 * hour + 20_000, '3 hr'],
    [-5, '0 sec'],
  ])('%d ms is %s', (milliseconds, text) => {
    expect(en.duration(milliseconds)).toBe(text);
  });

  test('speaks Japanese', () => {
    expect(ja.duration(hour + 12 * minute).replaceAll(/\s/g, '')).toBe('1時間12分');
  });
});

test('sizes have the unit that fits', () => {
  expect([0, 1, 999, 1_194_529, 149_000, 2.5e9].map((bytes) => en.bytes(bytes))).toEqual([
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1.2 MB',
    '149 kB',
    '2.5 GB',
  ]);
});

test('losses have three decimals, large ones fewer', () => {
  expect([1.58123, 0.1, 123.456, 8103.08].map(en.loss)).toEqual(['1.581', '0.100', '123.5', '8,103.08']);
});

test('losses below a thousandth stay apart', () => {
  expect([0, 0.001, 0.00042, 0.000031].map(en.loss)).toEqual(['0.000', '0.001', '0.00042', '3.1\u00a0×\u00a010⁻⁵']);
});

test('a loss beyond all bounds takes no more room than another one', () => {
  const huge = 13_983_000_000_000_000_000_000_000_000_000;
  expect([en.loss(huge), en.perplexity(huge), en.number(huge), ja.loss(-huge)]).toEqual([
    '1.4\u00a0×\u00a010³¹',
    '1.4\u00a0×\u00a010³¹',
    '1.4\u00a0×\u00a010³¹',
    '−1.4\u00a0×\u00a010³¹',
  ]);
  expect(en.loss(12_226_700)).toBe('12,226,700');
});

test('negative numbers have a minus sign, and decimals can be asked for', () => {
  expect([en.number(-0.5), ja.loss(-1.25), en.percent(-0.5), ja.integer(-3), en.compact(-41_234)]).toEqual([
    '−0.5',
    '−1.250',
    '−50%',
    '−3',
    '−41.2K',
  ]);
  expect([en.fixed(1.6, 2), ja.fixed(-1, 3)]).toEqual(['1.60', '−1.000']);
});

test('small rates can be read', () => {
  expect([0.002, 0.00005, 5, 0].map(en.number)).toEqual(['0.002', '5\u00a0×\u00a010⁻⁵', '5', '0']);
  expect([1e9, 1e-5, Infinity].map(en.number)).toEqual(['10⁹', '10⁻⁵', '∞']);
});

test('compact counts are the same in both languages', () => {
  expect(ja.compact(41_234)).toBe('41.2K');
  expect(en.compact(1_234_567)).toBe('1.23M');
});

test('a time in a list has its year only where that is another one', () => {
  const at = (year: number) => new Date(year, 10, 30, 16, 11).getTime();
  expect(en.recentDateTime(at(2026), at(2026)).replaceAll(/\s/g, ' ')).toBe('Nov 30, 4:11 PM');
  expect(en.recentDateTime(at(2025), at(2026))).toContain('2025');
  expect(ja.recentDateTime(at(2026), at(2026))).toBe('11/30 16:11');
});
