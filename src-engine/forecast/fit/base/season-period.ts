import type { SeriesTime } from '../../../spec/series-layout.ts';

const hour = 3_600_000;
const day = 24 * hour;
const year = 365.2425 * day;
const msOf = { second: 1000, minute: 60_000, hour, day, weekday: 1.4 * day, month: year / 12, year } as const;
/** A season that is this near to a cycle of the calendar is meant to be it: rows are a whole number, and cycles are not. */
const NEAR = 0.02;

/** The length of a season in the unit in which times are stored; rows where there is no time. */
export function seasonPeriod(rows: number, time: SeriesTime | null): number {
  if (time === null) return rows;
  const { unit, count } = time.step;
  if (unit === 'number') {
    const length = rows * count;
    const whole = Math.max(1, Math.round(length));
    return Math.abs(length - whole) < NEAR * whole ? whole : length;
  }
  const length = rows * count * msOf[unit];
  return [day, 7 * day, year].find((cycle) => Math.abs(length - cycle) < NEAR * cycle) ?? length;
}
