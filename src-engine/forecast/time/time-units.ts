import type { TimeStep } from '../../spec/series-layout.ts';

/** The length of the units that clocks measure, in milliseconds. Days are measured by calendars: they may have 23 or 25 hours. */
export const clockUnitMs = { second: 1000, minute: 60_000, hour: 3_600_000 } as const;

/** Tells whether a step is of days or longer, so that it follows the calendar of its zone. */
export function isCalendarStep({ unit }: TimeStep): boolean {
  return unit === 'day' || unit === 'weekday' || unit === 'month' || unit === 'year';
}
