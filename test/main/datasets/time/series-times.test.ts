import { describe, expect, it } from 'vitest';
import { TimeColumnReader, type TimeColumn } from '../../../../src-main/datasets/columns/time/time-column.ts';
import { zoneOfOffsets, zonesExplaining } from '../../../../src-main/datasets/meaning/time/place-in-zone.ts';
import { describeTimes, type TimeFacts } from '../../../../src-main/datasets/meaning/time/series-times.ts';

function columnOf(cells: readonly string[]): TimeColumn {
  const reader = new TimeColumnReader(null);
  cells.forEach((cell, n) => reader.add(cell, n + 2));
  const column = reader.result();
  if (column === null) throw new Error(`${cells[0]} is no time.`);
  return column;
}

function describeCells(cells: readonly string[], zone: string | null = null): TimeFacts {
  return describeTimes(columnOf(cells), zone, [Int32Array.from(cells.keys())]);
}

const iso = (time: number) => new Date(time).toISOString();
/** Dates that follow each other by so many milliseconds. */
const every = (ms: number, from: string, count: number) =>
  Array.from({ length: count }, (_, n) => iso(Date.parse(`${from}Z`) + n * ms).slice(0, 16));
const hour = 3_600_000;

describe('describeTimes', () => {
  it.each<[string, string[], object]>([
    [
      'months by their last days',
      ['2023-10-31', '2023-11-30', '2023-12-31', '2024-01-31', '2024-02-29'],
      { unit: 'month', count: 1, day: 31 },
    ],
    [
      'months by a day that February has not',
      ['2023-12-30', '2024-01-30', '2024-02-29', '2024-03-30'],
      { unit: 'month', count: 1, day: 30 },
    ],
    ['quarters', ['1945 Q1', '1945 Q2', '1945 Q3'], { unit: 'month', count: 3, day: 1 }],
    ['years', ['2019-07-01', '2020-07-01', '2021-07-01'], { unit: 'year', count: 1, day: 1 }],
    ['weekdays', ['2024-01-04', '2024-01-05', '2024-01-08', '2024-01-09'], { unit: 'weekday', count: 1 }],
    ['weeks', ['2024-W01', '2024-W02', '2024-W03'], { unit: 'day', count: 7 }],
    ['days', ['2024-02-28', '2024-02-29', '2024-03-01'], { unit: 'day', count: 1 }],
    ['hours', ['2024-01-01 00:00', '2024-01-01 06:00', '2024-01-01 12:00'], { unit: 'hour', count: 6 }],
    ['minutes', ['2024-01-01 00:00', '2024-01-01 00:15', '2024-01-01 00:30'], { unit: 'minute', count: 15 }],
    [
      'tenths of a second',
      ['2024-01-01 00:00:00.1', '2024-01-01 00:00:00.2', '2024-01-01 00:00:00.3'],
      { unit: 'second', count: 0.1 },
    ],
    ['decimal months', ['1949', '1949.0833', '1949.1667', '1949.25'], { unit: 'number', count: 1 / 12, decimals: 4 }],
    [
      'parts of 365',
      Array.from({ length: 900 }, (_, n) => (1 + n / 365).toFixed(4)),
      { unit: 'number', count: 1 / 365, decimals: 4 },
    ],
    [
      'weeks of a year',
      Array.from({ length: 300 }, (_, n) => (1991 + n / 52.18).toFixed(4)),
      { unit: 'number', decimals: 4 },
    ],
    ['tens', ['10', '20', '30'], { unit: 'number', count: 10, decimals: 0 }],
  ])('finds a step of %s', (_, cells, step) => {
    expect(describeCells(cells)).toMatchObject({
      axis: { step },
      isRegular: true,
      gaps: [],
      duplicates: [],
      unordered: [],
    });
  });

  it('finds gaps with their rows, times and lengths', () => {
    const facts = describeCells(['2024-01-31', '2024-02-29', '2024-05-31', '2024-06-30', '2024-07-31']);
    expect(facts.gaps).toEqual([
      { after: 1, before: 2, from: Date.UTC(2024, 1, 29), to: Date.UTC(2024, 4, 31), missing: 2 },
    ]);
    expect(describeCells(['1949', '1949.0833', '1949.1667', '1957.5833', '1957.6667']).missingRows).toBe(100);
    expect(describeCells(['2024-01-04', '2024-01-05', '2024-01-09', '2024-01-10', '2024-01-11'])).toMatchObject({
      axis: { step: { unit: 'day' } },
      missingRows: 3,
    });
  });

  it('tells duplicates and rows out of order, and takes a file that goes back in time as it is', () => {
    const facts = describeCells(['2024-01-02', '2024-01-01', '2024-01-03', '2024-01-03', '2024-01-04']);
    expect(facts).toMatchObject({ duplicates: [3], unordered: [1], isDescending: false });
    expect([...facts.series[0].rows]).toEqual([1, 0, 2, 3, 4]);
    expect(describeCells(['2024-01-03', '2024-01-02', '2024-01-01'])).toMatchObject({
      unordered: [],
      isDescending: true,
      axis: { step: { unit: 'day', count: 1 } },
      range: { first: Date.UTC(2024, 0, 1), last: Date.UTC(2024, 0, 3) },
    });
  });

  it('tells steps that are not there', () => {
    const facts = describeCells(['2024-01-01 00:00', '2024-01-01 00:07', '2024-01-01 00:19', '2024-01-01 01:02']);
    expect(facts.isRegular).toBe(false);
    expect(describeCells(['1', '2.5', '2.7', '9']).isRegular).toBe(false);
  });

  it('takes clocks that are read roughly every minute for minutes', () => {
    const cells = Array.from({ length: 60 }, (_, n) =>
      iso(Date.UTC(2024, 0, 1) + n * 60_000 + ((n * 7) % 5) * 1000).slice(0, 19),
    );
    expect(describeCells(cells)).toMatchObject({ axis: { step: { unit: 'minute', count: 1 } }, isRegular: false });
  });

  it('finds one step for several series in one table, each in its own order', () => {
    const cells = ['2024-01-01', '2024-01-01', '2024-01-02', '2024-01-02', '2024-01-04'];
    const facts = describeTimes(columnOf(cells), null, [Int32Array.of(0, 2, 4), Int32Array.of(1, 3)]);
    expect(facts).toMatchObject({
      axis: { step: { unit: 'day', count: 1 } },
      duplicates: [],
      unordered: [],
      missingRows: 1,
    });
    expect(facts.gaps[0]).toMatchObject({ after: 2, before: 4 });
  });
});

describe('daylight saving', () => {
  const autumn = ['2024-10-27 01:00', '2024-10-27 02:00', '2024-10-27 02:00', '2024-10-27 03:00'];
  const spring = ['2024-03-31 01:00', '2024-03-31 03:00', '2024-03-31 04:00', '2024-03-31 05:00'];

  it('takes the hour that comes twice for two hours, in order', () => {
    expect(describeCells(autumn)).toMatchObject({ duplicates: [2] });
    const facts = describeCells(autumn, 'Europe/Berlin');
    expect(facts).toMatchObject({
      duplicates: [],
      gaps: [],
      repeated: [1, 2],
      axis: { step: { unit: 'hour', count: 1 } },
    });
    expect([...facts.series[0].times].map(iso).map((text) => text.slice(11, 13))).toEqual(['23', '00', '01', '02']);
    expect(describeCells(autumn.toReversed(), 'Europe/Berlin')).toMatchObject({
      duplicates: [],
      gaps: [],
      unordered: [],
    });
    const halves = ['02:00', '02:30', '02:00', '02:30', '03:00'].map((clock) => `2024-10-27 ${clock}`);
    expect(describeCells(halves, 'Europe/Berlin')).toMatchObject({ duplicates: [], gaps: [], isRegular: true });
  });

  it('sees no gap where an hour is taken away, and tells rows within it', () => {
    expect(describeCells(spring)).toMatchObject({ missingRows: 1 });
    expect(describeCells(spring, 'Europe/Berlin')).toMatchObject({ missingRows: 0, skipped: [] });
    expect(
      describeCells(['2024-03-31 01:00', '2024-03-31 02:00', '2024-03-31 03:00'], 'Europe/Berlin').skipped,
    ).toEqual([1]);
  });

  it('counts days by the calendar of the zone', () => {
    const days = every(24 * hour, '2024-03-29T00:00', 5);
    expect(describeCells(days, 'Europe/Berlin')).toMatchObject({
      axis: { step: { unit: 'day', count: 1 } },
      isRegular: true,
    });
  });

  it('finds the zone that explains the hours that come twice, and the one of written offsets', () => {
    const zones = zonesExplaining(columnOf(autumn), []);
    expect(zones).toContain('Europe/Berlin');
    expect(zones).not.toContain('America/New_York');
    const skipped = [Date.UTC(2024, 2, 31, 2)];
    expect(zonesExplaining(columnOf(spring), skipped)).toContain('Europe/Berlin');
    expect(zonesExplaining(columnOf(spring), [...skipped, Date.UTC(2024, 2, 31, 7)])).toEqual([]);
    expect(zonesExplaining(columnOf(['2024-01-01 01:00', '2024-01-01 01:00']), [])).toEqual([]);
    expect(zoneOfOffsets(columnOf(['2024-01-05T00:00+09:00', '2024-07-05T00:00+09:00']))).toBe('+09:00');
    expect(zoneOfOffsets(columnOf(['2024-01-05T00:00+01:00', '2024-07-05T00:00+02:00']))).toBe('Europe/Berlin');
    expect(zoneOfOffsets(columnOf(['2024-01-05T00:00Z']))).toBe('UTC');
    expect(zoneOfOffsets(columnOf(['2024-01-05T00:00']))).toBeNull();
  });
});
