import { expect, test } from 'vitest';
import { parseStartTime } from '../../../src-main/cli/training/start-time.ts';

const now = new Date(2026, 10, 29, 22, 0);
const parsed = (given: string) => parseStartTime(given, '--start-at', now);

test('a time of day is the next one by the clock of this machine', () => {
  expect(parsed('22:30')).toBe(new Date(2026, 10, 29, 22, 30).getTime());
  expect(parsed('22:00')).toBe(new Date(2026, 10, 30, 22, 0).getTime());
  expect(parsed('6:05')).toBe(new Date(2026, 10, 30, 6, 5).getTime());
});

test('a date is one of this machine’s calendar, or has an offset of its own', () => {
  expect(parsed('2027-01-31T22:30')).toBe(new Date(2027, 0, 31, 22, 30).getTime());
  expect(parsed('2027-01-31 22:30')).toBe(new Date(2027, 0, 31, 22, 30).getTime());
  expect(parsed('2027-01-31T22:30+09:00')).toBe(Date.UTC(2027, 0, 31, 13, 30));
});

test.each(['25:00', 'tomorrow', '12', '2027-13-01T00:00', ''])('“%s” is no time', (given) => {
  expect(() => parsed(given)).toThrow('takes a time such as 22:30');
});

test('what is past is refused', () => {
  expect(() => parsed('2026-11-29T21:59')).toThrow('is past');
});
