/** Units of the step from one row of a series to the next; `weekday` passes over Saturdays and Sundays. */
export const timeUnits = ['second', 'minute', 'hour', 'day', 'weekday', 'month', 'year', 'number'] as const;

export type TimeUnit = (typeof timeUnits)[number];

/** The step from one row to the next. A quarter is three months, a week seven days. */
export interface TimeStep {
  unit: TimeUnit;
  count: number;
  /** For months and years: the day of the month, 1 to 31; shorter months have the row on their last day. */
  day?: number;
  /** For numbers: the decimals that they are written with. */
  decimals?: number;
}

/** The meaning of a column of times, without its name. */
export interface TimeAxis {
  /** Dates are Unix milliseconds, other times the numbers that they are. */
  kind: 'date' | 'number';
  /** An IANA name, `UTC` or an offset. `null` means that dates are what a clock of some unnamed zone shows, as if it were one of UTC. */
  zone: string | null;
  step: TimeStep;
}

/** The length of the units that clocks measure, in milliseconds. Days are measured by calendars: they may have 23 or 25 hours. */
export const clockUnitMs = { second: 1000, minute: 60_000, hour: 3_600_000 } as const;

/** Tells whether a step is of days or longer, so that it follows the calendar of its zone. */
export function isCalendarStep({ unit }: TimeStep): boolean {
  return unit === 'day' || unit === 'weekday' || unit === 'month' || unit === 'year';
}
