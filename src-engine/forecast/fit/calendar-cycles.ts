import type { KnownInput } from '../../spec/preparation-spec.ts';
import type { SeriesTime } from '../../spec/series-layout.ts';

const hour = 3_600_000;
const day = 24 * hour;
const year = 365.2425 * day;
/** About how many milliseconds a step takes. */
const stepMs = { second: 1000, minute: 60_000, hour, day, weekday: 1.4 * day, month: year / 12, year } as const;
/** A cycle is told by at least this many rows. */
const FEWEST_ROWS = 3;

export interface CalendarCycle {
  name: 'hour' | 'weekday' | 'year';
  period: number;
}

/** The cycles of the calendar that rows of this step go through: the hour of the day, the day of the week, the day of the year. */
export function calendarCycles(time: SeriesTime | null): CalendarCycle[] {
  if (time === null) return [];
  const { unit, count } = time.step;
  if (time.kind === 'number') return count * FEWEST_ROWS <= 1 && count > 0.002 ? [{ name: 'year', period: 1 }] : [];
  if (unit === 'number') return [];
  const step = stepMs[unit] * count;
  const all: CalendarCycle[] = [
    { name: 'hour', period: day },
    { name: 'weekday', period: 7 * day },
    { name: 'year', period: year },
  ];
  return all.filter(({ period }) => step * FEWEST_ROWS <= period);
}

/** The sine and cosine of a cycle. */
export function cycleInputs({ period }: CalendarCycle): KnownInput[] {
  return (['sine', 'cosine'] as const).map((wave) => ({ kind: 'cycle', period, harmonic: 1, wave }));
}
