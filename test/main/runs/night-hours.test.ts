import { describe, expect, test } from 'vitest';
import { isNight, nextChange } from '../../../src-main/runs/training/night-hours.ts';

const at = (text: string) => Date.parse(text);
const tokyo = { from: '22:00', to: '06:00', timeZone: 'Asia/Tokyo' };
const berlin = { from: '22:00', to: '06:00', timeZone: 'Europe/Berlin' };

describe('the night', () => {
  test('is that of the person’s clock, wherever the studio runs', () => {
    expect(isNight(at('2026-11-29T13:00Z'), tokyo)).toBe(true); // 22:00 there
    expect(isNight(at('2026-11-29T12:59Z'), tokyo)).toBe(false);
    expect(isNight(at('2026-11-29T20:59Z'), tokyo)).toBe(true);
    expect(isNight(at('2026-11-29T21:00Z'), tokyo)).toBe(false); // 06:00
  });

  test('may lie within one day, and be all of it', () => {
    const noon = { from: '11:00', to: '13:00', timeZone: 'UTC' };
    expect([10, 11, 12, 13].map((hour) => isNight(Date.UTC(2026, 0, 1, hour), noon))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isNight(0, { ...noon, to: '11:00' })).toBe(true);
  });

  test('begins and ends at the minute', () => {
    expect(nextChange(at('2026-11-29T03:20:30Z'), tokyo)).toBe(at('2026-11-29T13:00Z'));
    expect(nextChange(at('2026-11-29T13:00Z'), tokyo)).toBe(at('2026-11-29T21:00Z'));
  });

  test('is an hour shorter or longer where the clocks are changed in it', () => {
    // Summer time begins on 29 March 2026 and ends on 25 October 2026.
    expect(nextChange(at('2026-03-28T21:00Z'), berlin)).toBe(at('2026-03-29T04:00Z'));
    expect(nextChange(at('2026-10-24T20:00Z'), berlin)).toBe(at('2026-10-25T05:00Z'));
    expect(nextChange(at('2026-03-29T04:00Z'), berlin)).toBe(at('2026-03-29T20:00Z'));
  });

  test('that begins at a time which the clocks jump over begins right after it', () => {
    const lost = { from: '02:30', to: '06:00', timeZone: 'Europe/Berlin' };
    const begin = nextChange(at('2026-03-28T23:30Z'), lost);
    expect(begin).toBeGreaterThan(at('2026-03-28T23:30Z'));
    expect(isNight(begin, lost)).toBe(true);
  });
});
