import type { TimeAxis, TimeStep } from '../../spec/series-layout.ts';
import { clockUnitMs } from './time-units.ts';
import { firstInstant, localTime } from './zone.ts';

const dayMs = 86_400_000;

export interface TimeStart {
  /** `null` means that rows are counted. */
  axis: TimeAxis | null;
  /** The time of the last row. */
  last: number;
}

/**
 * Returns the times of the `count` rows after the last one, or of those before it, from the last on, for a negative `count`. Calendar
 * steps keep the time of day in the zone, months their day.
 */
export function nextTimes({ axis, last, count }: TimeStart & { count: number }): number[] {
  const sign = count < 0 ? -1 : 1;
  const at = timeAfter({ axis, last });
  return Array.from({ length: Math.abs(count) }, (_, n) => at(sign * (n + 1)));
}

/** Returns a function that gives the time a number of steps after the last row. */
export function timeAfter({ axis, last }: TimeStart): (steps: number) => number {
  if (axis === null) return (steps) => last + steps;
  const { step, zone } = axis;
  if (axis.kind === 'number' || step.unit === 'number') return numberAfter(step, last);
  if (step.unit in clockUnitMs) {
    const ms = clockUnitMs[step.unit as keyof typeof clockUnitMs] * step.count;
    return (steps) => last + steps * ms;
  }
  const local = localTime(zone, last);
  const day = Math.floor(local / dayMs);
  const timeOfDay = local - day * dayMs;
  return (steps) => firstInstant(zone, dayAfter(step, day, steps) * dayMs + timeOfDay);
}

/**
 * Steps of numbers go on from the multiple of the step that the last number was rounded from: 1960.9167 is 23531 twelfths, and the month
 * after the next is 1961.0833.
 */
function numberAfter({ count, decimals }: TimeStep, last: number): (steps: number) => number {
  const multiple = Math.round(last / count);
  const isRounded = decimals !== undefined && Math.abs(multiple * count - last) < 10 ** -decimals;
  return (steps) => {
    const value = isRounded ? (multiple + steps) * count : last + steps * count;
    return decimals === undefined ? value : Number(value.toFixed(Math.min(decimals, 100)));
  };
}

/** Returns the day some steps after a day; both are counted from 1 January 1970. */
function dayAfter(step: TimeStep, day: number, steps: number): number {
  switch (step.unit) {
    case 'weekday':
      return weekdayAfter(day, steps * step.count);
    case 'month':
      return dayOfMonthAfter(day, steps * step.count, step.day);
    case 'year':
      return dayOfMonthAfter(day, steps * step.count * 12, step.day);
    default:
      return day + steps * step.count;
  }
}

/** Returns how many weekdays lie before a day, counted from Monday, 5 January 1970. A Saturday or Sunday counts as the Friday before. */
export function weekdayNumber(day: number): number {
  const sinceMonday = day - 4;
  const week = Math.floor(sinceMonday / 7);
  return week * 5 + Math.min(sinceMonday - week * 7, 4);
}

function weekdayAfter(day: number, weekdays: number): number {
  const number = weekdayNumber(day) + weekdays;
  const week = Math.floor(number / 5);
  return week * 7 + (number - week * 5) + 4;
}

/** Returns the months from January 1970 to the month of a day. */
export function monthNumber(day: number): number {
  const date = new Date(day * dayMs);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** Returns the days that a month has; months are counted from January 1970. */
export function monthLength(month: number): number {
  return (firstOfMonth(month + 1) - firstOfMonth(month)) / dayMs;
}

function dayOfMonthAfter(day: number, months: number, dayOfMonth: number | undefined): number {
  const wanted = dayOfMonth ?? new Date(day * dayMs).getUTCDate();
  const month = monthNumber(day) + months;
  return firstOfMonth(month) / dayMs + Math.min(wanted, monthLength(month)) - 1;
}

/** Dates of years before 100 need their year set by itself: `Date.UTC` takes 99 for 1999. */
function firstOfMonth(month: number): number {
  const year = 1970 + Math.floor(month / 12);
  return new Date(0).setUTCFullYear(year, month - Math.floor(month / 12) * 12, 1);
}
