import { describe, expect, it } from 'vitest';
import { formatTime } from '../../../../src-engine/forecast/time/format-time.ts';
import { nextTimes } from '../../../../src-engine/forecast/time/next-times.ts';
import type { TimeAxis, TimeStep } from '../../../../src-engine/spec/series-layout.ts';
import { instantsOf, isZone, localTime, zoneOffset } from '../../../../src-engine/forecast/time/zone.ts';

const dates = (step: TimeStep, zone: string | null = null): TimeAxis => ({ kind: 'date', zone, step });
const numbers = (count: number, decimals: number): TimeAxis => ({
  kind: 'number',
  zone: null,
  step: { unit: 'number', count, decimals },
});

function after(axis: TimeAxis | null, last: number | string, count: number): (string | number)[] {
  const start = typeof last === 'number' ? last : Date.parse(last);
  return nextTimes({ axis, last: start, count }).map((time) => formatTime(axis, time));
}

describe('nextTimes', () => {
  it('goes on with months of unequal length on their last days', () => {
    expect(after(dates({ unit: 'month', count: 1, day: 31 }), '2023-11-30T00:00Z', 4)).toEqual([
      '2023-12-31',
      '2024-01-31',
      '2024-02-29',
      '2024-03-31',
    ]);
    expect(after(dates({ unit: 'month', count: 1, day: 30 }), '2024-02-29T00:00Z', 2)).toEqual([
      '2024-03-30',
      '2024-04-30',
    ]);
  });

  it('goes on with quarters and years', () => {
    expect(after(dates({ unit: 'month', count: 3, day: 1 }), '2023-10-01T00:00Z', 2)).toEqual([
      '2024-01-01',
      '2024-04-01',
    ]);
    expect(after(dates({ unit: 'year', count: 1, day: 29 }), '2024-02-29T00:00Z', 4)).toEqual([
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ]);
    expect(after(dates({ unit: 'year', count: 1 }), '0098-01-01T00:00Z', 2)).toEqual(['0099-01-01', '0100-01-01']);
  });

  it('passes over weekends where rows are weekdays', () => {
    expect(after(dates({ unit: 'weekday', count: 1 }), '2024-01-04T00:00Z', 3)).toEqual([
      '2024-01-05',
      '2024-01-08',
      '2024-01-09',
    ]);
    expect(after(dates({ unit: 'weekday', count: 1 }), '1969-12-31T00:00Z', -4)).toEqual([
      '1969-12-30',
      '1969-12-29',
      '1969-12-26',
      '1969-12-25',
    ]);
  });

  it('goes on with numbers as they are written, without the rounding of the last one', () => {
    expect(after(numbers(1 / 12, 4), 1960.9167, 3)).toEqual([1961, 1961.0833, 1961.1667]);
    expect(after(numbers(1 / 365, 4), 3.9973, 3)).toEqual([4, 4.0027, 4.0055]);
    expect(after(numbers(1, 0), 1988, 2)).toEqual([1989, 1990]);
    expect(after(numbers(0.1, 2), 0.35, 2)).toEqual([0.45, 0.55]);
  });

  it('counts rows where there is no time', () => {
    expect(after(null, 99, 2)).toEqual([100, 101]);
  });

  it('keeps the time of day where the clocks change, and real hours where rows are hours', () => {
    const berlin = 'Europe/Berlin';
    expect(after(dates({ unit: 'day', count: 1 }, berlin), '2024-03-29T08:00Z', 3)).toEqual([
      '2024-03-30T09:00:00+01:00',
      '2024-03-31T09:00:00+02:00',
      '2024-04-01T09:00:00+02:00',
    ]);
    expect(after(dates({ unit: 'day', count: 1 }, berlin), '2024-03-30T23:00Z', 1)).toEqual(['2024-04-01']);
    expect(after(dates({ unit: 'hour', count: 1 }, berlin), '2024-10-26T23:00Z', 3)).toEqual([
      '2024-10-27T02:00:00+02:00',
      '2024-10-27T02:00:00+01:00',
      '2024-10-27T03:00:00+01:00',
    ]);
  });
});

describe('formatTime', () => {
  it('writes the offset of the zone, and none where the zone is not known', () => {
    const instant = Date.parse('2024-01-05T01:30:00Z');
    expect(formatTime(dates({ unit: 'minute', count: 30 }, 'Asia/Tokyo'), instant)).toBe('2024-01-05T10:30:00+09:00');
    expect(formatTime(dates({ unit: 'minute', count: 30 }, 'UTC'), instant)).toBe('2024-01-05T01:30:00Z');
    expect(formatTime(dates({ unit: 'minute', count: 30 }, '-03:30'), instant)).toBe('2024-01-04T22:00:00-03:30');
    expect(formatTime(dates({ unit: 'second', count: 0.25 }), instant + 250)).toBe('2024-01-05T01:30:00.250');
  });
});

describe('zones', () => {
  it('finds the hours that daylight saving takes away and gives twice', () => {
    const local = (text: string) => Date.parse(`${text}Z`);
    expect(instantsOf('Europe/Berlin', local('2024-03-31T02:30'))).toEqual([]);
    expect(instantsOf('Europe/Berlin', local('2024-10-27T02:30'))).toEqual([
      Date.parse('2024-10-27T00:30Z'),
      Date.parse('2024-10-27T01:30Z'),
    ]);
    expect(instantsOf('America/New_York', local('2024-07-01T12:00'))).toEqual([Date.parse('2024-07-01T16:00Z')]);
    expect(instantsOf(null, 5)).toEqual([5]);
  });

  it('agrees with the platform in all hours of a year in zones of every kind', () => {
    for (const zone of ['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia']) {
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
      for (let hour = 0; hour < 366 * 24; hour += 5) {
        const instant = Date.UTC(2011, 0, 1, hour);
        expect(format.format(instant)).toBe(
          new Date(localTime(zone, instant)).toISOString().slice(0, 19).replace('T', ' '),
        );
      }
    }
    expect(zoneOffset('+09:00', 0)).toBe(9 * 3_600_000);
  });

  it('knows which zones there are', () => {
    expect(isZone('Europe/Berlin')).toBe(true);
    expect(isZone('Europe/Atlantis')).toBe(false);
  });
});
