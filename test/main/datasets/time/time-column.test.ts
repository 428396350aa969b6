import { describe, expect, it } from 'vitest';
import { TimeColumnReader, type TimeColumn } from '../../../../src-main/datasets/columns/time/time-column.ts';
import type { TimeFormat } from '../../../../src-main/datasets/columns/time/time-formats.ts';

function read(cells: readonly string[], format: TimeFormat | null = null): TimeColumn {
  const reader = new TimeColumnReader(format);
  cells.forEach((cell, n) => reader.add(cell, n + 2));
  const column = reader.result();
  if (column === null) throw new Error(`${cells[0]} is no time.`);
  return column;
}

/** The instants of the cells as ISO text, or the numbers. */
function times(cells: readonly string[]): (string | number)[] {
  const { kind, times: read_, offsets } = read(cells);
  return Array.from(read_, (time, n) => {
    if (kind === 'number') return time;
    const text = new Date(time - (offsets[n] || 0)).toISOString();
    return text.replace(/:00\.000Z$/, '').replace(/T00:00$/, '');
  });
}

describe('TimeColumnReader', () => {
  it.each<[string, string, TimeFormat]>([
    ['2024-01-05', '2024-01-05', 'iso'],
    ['2024/1/5 7:08', '2024-01-05T07:08', 'iso'],
    ['2024-01-05T10:30:00Z', '2024-01-05T10:30', 'iso'],
    ['2024-01-05 10:30+09:00', '2024-01-05T01:30', 'iso'],
    ['2024-01-05 24:00', '2024-01-06', 'iso'],
    ['2024-01', '2024-01-01', 'iso'],
    ['05.01.2024', '2024-01-05', 'day-first'],
    ['05.01.2024, 10:30', '2024-01-05T10:30', 'day-first'],
    ['25/1/2024', '2024-01-25', 'day-first'],
    ['1/25/2024 5:06 PM', '2024-01-25T17:06', 'month-first'],
    ['2024年1月5日（金）', '2024-01-05', 'japanese'],
    ['２０２４年１月５日　１０時３０分', '2024-01-05T10:30', 'japanese'],
    ['令和6年1月5日 午後3時', '2024-01-05T15:00', 'japanese'],
    ['平成31年4月30日', '2019-04-30', 'japanese'],
    ['令和元年5月', '2019-05-01', 'japanese'],
    ['R6.1.5', '2024-01-05', 'japanese'],
    ['2024/1/5(金)', '2024-01-05', 'iso'],
    ['Jan 2020', '2020-01-01', 'month-name'],
    ['1949-Jan', '1949-01-01', 'month-name'],
    ['Jan-49', '1949-01-01', 'month-name'],
    ['5.1.24', '2024-01-05', 'day-first'],
    ['5. März 2024', '2024-03-05', 'month-name'],
    ['Fri, 05 Jan 2024 10:00:00 GMT', '2024-01-05T10:00', 'month-name'],
    ['1945 Q2', '1945-04-01', 'quarter'],
    ['Q3/2020', '2020-07-01', 'quarter'],
    ['2024年第1四半期', '2024-01-01', 'quarter'],
    ['2024-W05', '2024-01-29', 'week'],
    ['01/2020', '2020-01-01', 'month-year'],
    ['20240105', '2024-01-05', 'compact'],
    ['20240105T103000Z', '2024-01-05T10:30', 'compact'],
    ['202401', '2024-01-01', 'compact-month'],
    ['1704450600', '2024-01-05T10:30', 'unix-seconds'],
    ['1704450600000', '2024-01-05T10:30', 'unix-milliseconds'],
  ])('reads %s', (cell, expected, format) => {
    expect(read([cell]).format).toBe(format);
    expect(times([cell])).toEqual([expected]);
  });

  it('takes years, decimal years and other numbers for what they are', () => {
    expect(times(['1949', '1949.0833', '1949,1667'])).toEqual([1949, 1949.0833, 1949.1667]);
    expect(read(['1949', '1949.0833', '1949.17'])).toMatchObject({ kind: 'number', decimals: 4, certainty: 'likely' });
    expect(times(['1700', '1701'])).toEqual([1700, 1701]);
  });

  it('decides by the whole column whether the day or the month comes first', () => {
    expect(read(['1/2/2024', '2/2/2024', '13/2/2024'])).toMatchObject({
      format: 'day-first',
      certainty: 'certain',
      rivals: [],
    });
    expect(read(['1/2/2024', '2/2/2024', '2/13/2024'])).toMatchObject({ format: 'month-first', rivals: [] });
    const both = read(['1/2/2024', '2/2/2024', '3/2/2024']);
    expect(both).toMatchObject({ format: 'day-first', certainty: 'ambiguous', rivals: ['month-first'] });
    expect(read(['1/2/2024', '2/2/2024', '3/2/2024'], 'month-first').times[1]).toBe(Date.UTC(2024, 1, 2));
  });

  it('decides by order and by a regular step where every date could be both', () => {
    const monthly = Array.from(
      { length: 24 },
      (_, n) => `01/${String((n % 12) + 1).padStart(2, '0')}/${2020 + Math.floor(n / 12)}`,
    );
    expect(read(monthly)).toMatchObject({ format: 'day-first', certainty: 'likely', rivals: [] });
    const americans = monthly.map((date) => date.replace(/(\d+)\/(\d+)/, '$2/$1'));
    expect(read(americans)).toMatchObject({ format: 'month-first', certainty: 'likely', rivals: [] });
  });

  it('tells the cells that are no times, with their lines', () => {
    const cells = ['2024-01-01', '2024-02-30', '', 'soon', '2024-01-05', '2024-01-06'];
    const column = read(cells);
    expect(column).toMatchObject({ format: 'iso', certainty: 'likely', unreadCount: 2, emptyCount: 1 });
    expect(column.unread).toEqual([
      { line: 3, cell: '2024-02-30' },
      { line: 5, cell: 'soon' },
    ]);
    expect(Array.from(column.times, Number.isNaN)).toEqual([false, true, true, true, false, false]);
  });

  it('takes no words and few dates among words for times', () => {
    for (const cells of [
      ['good', 'bad'],
      ['1月5日(金)', '1月6日(土)'],
      ['2024-01-01', 'may', 'be', 'not'],
    ]) {
      const reader = new TimeColumnReader(null);
      cells.forEach((cell, n) => reader.add(cell, n + 2));
      expect(reader.result()).toBeNull();
    }
  });

  it('reads a long column without trying what has failed before', () => {
    const cells = Array.from({ length: 5000 }, (_, n) => new Date(n * 3_600_000).toISOString());
    const column = read(cells);
    expect(column).toMatchObject({ format: 'iso', unreadCount: 0 });
    expect(column.times[4999]).toBe(4999 * 3_600_000);
  });
});
