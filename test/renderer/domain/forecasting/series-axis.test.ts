import { expect, test } from 'vitest';
import { calendarTicks } from '../../../../src-renderer/domain/forecasting/calendar-ticks.ts';
import { createSeriesAxis } from '../../../../src-renderer/domain/forecasting/series-axis.ts';
import { language } from '../../../../src-renderer/locales/language.ts';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';

language.value = 'en';
const locale = useLocale();
const months = { name: 't', kind: 'date', zone: null, step: { unit: 'month', count: 1 } } as const;
const hours = { name: 't', kind: 'date', zone: 'Europe/Berlin', step: { unit: 'hour', count: 1 } } as const;

test('ticks stand at the beginnings of years, months, days and hours, as many as fit', () => {
  const at = (from: string, to: string, zone: string | null) =>
    calendarTicks(Date.parse(from), Date.parse(to), 6, zone).map((tick) => new Date(tick).toISOString());
  expect(at('1949-01-01', '1961-01-01', null)).toEqual(
    ['1950', '1952', '1954', '1956', '1958', '1960'].map((year) => `${year}-01-01T00:00:00.000Z`),
  );
  expect(at('2024-01-10', '2024-12-20', null)).toEqual(
    ['03', '05', '07', '09', '11'].map((month) => `2024-${month}-01T00:00:00.000Z`),
  );
  // Clocks of Berlin go forward on 31 March: midnights are an hour earlier from then on.
  expect(at('2024-03-29T12:00Z', '2024-04-02T12:00Z', 'Europe/Berlin')).toEqual([
    '2024-03-29T23:00:00.000Z',
    '2024-03-30T23:00:00.000Z',
    '2024-03-31T22:00:00.000Z',
    '2024-04-01T22:00:00.000Z',
  ]);
});

test('a tick says what has changed, the crosshair all of it', () => {
  const axis = createSeriesAxis(months, locale);
  expect(axis.formatTick(Date.parse('1958-01-01'))).toBe('1958');
  expect(axis.formatTick(Date.parse('1958-04-01'))).toBe('Apr');
  expect(axis.format(Date.parse('1958-04-01'))).toBe('Apr 1958');
  const clock = createSeriesAxis(hours, locale);
  expect(clock.formatTick(Date.parse('2024-07-01T04:00Z'))).toBe('06:00');
});

test('times of files are read as the clocks of their zone show them, and written so', () => {
  const berlin = createSeriesAxis(hours, locale);
  const summer = berlin.toX('2024-07-01T06:00:00+02:00');
  expect(new Date(summer).toISOString()).toBe('2024-07-01T04:00:00.000Z');
  expect(berlin.toX('2024-07-01')).toBe(Date.parse('2024-06-30T22:00Z'));
  expect(berlin.write?.(summer)).toBe('2024-07-01T06:00:00+02:00');
  const plain = createSeriesAxis({ ...hours, zone: null }, locale);
  expect(plain.toX('2024-07-01T06:00:00')).toBe(Date.parse('2024-07-01T06:00Z'));
});

test('decimal years have no separators, and rows are counted', () => {
  const years = createSeriesAxis(
    { name: 'year', kind: 'number', zone: null, step: { unit: 'number', count: 1 / 12 } },
    locale,
  );
  expect(years.format(1949.0833)).toBe('1949.0833');
  const rows = createSeriesAxis(null, locale);
  expect(rows.name).toBe('Row');
  expect(rows.format(1200)).toBe('1,200');
});
