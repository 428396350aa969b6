import type { SeriesTime } from '../../spec/series-layout.ts';

const daySeconds = 86_400;
const seconds = { second: 1, minute: 60, hour: 3600 } as const;

/** Seasons in rows that a calendar suggests for a step of time, the shortest first; none where rows are counted. */
export function usualSeasons(time: SeriesTime | null): number[] {
  if (time === null) return [];
  const { unit, count } = time.step;
  const whole = (...rows: number[]) => rows.map(Math.round).filter((each) => each >= 2);
  switch (unit) {
    case 'second':
    case 'minute':
    case 'hour':
      return whole(daySeconds / (seconds[unit] * count), (7 * daySeconds) / (seconds[unit] * count));
    case 'day':
      return count === 7 ? [52] : whole(7 / count, 365.25 / count);
    case 'weekday':
      return whole(5 / count, 261 / count);
    case 'month':
      return whole(12 / count);
    case 'number':
      return count < 0.6 ? [rowsOfYear(1 / count)] : [];
    case 'year':
      return [];
  }
}

/** A year in rows of decimal years, whose digits are often too few to tell a step exactly. */
function rowsOfYear(rows: number): number {
  const usual = [2, 4, 12, 24, 52, 365].find((each) => Math.abs(rows - each) <= 0.02 * each);
  return usual ?? Math.round(rows);
}
