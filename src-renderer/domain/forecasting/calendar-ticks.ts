import { firstInstant, localTime } from '../../../src-engine/forecast/time/zone.ts';
import { timeTicks } from '../../charts/axes/ticks.ts';
import type { DateDetail } from '../../locales/format.ts';

const day = 86_400_000;
const hour = 3_600_000;
const daysOfMonth = 30.4375;
const dayCounts = [1, 2, 7, 14];
const monthCounts = [1, 2, 3, 6];
const yearCounts = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** Instants within [min, max] at which a zone's clocks show round times, days, months or years: as many as fit, at most `most`. */
export function calendarTicks(min: number, max: number, most: number, zone: string | null): number[] {
  const span = max - min;
  if (span / most <= 12 * hour) {
    return timeTicks(min, max, most, localTime(zone, min) - min).filter((tick) => tick >= min && tick <= max);
  }
  const [from, to] = [localTime(zone, min), localTime(zone, max)];
  return localTicks(from, to, span / most / day)
    .map((local) => firstInstant(zone, local))
    .filter((tick) => tick >= min && tick <= max);
}

function localTicks(from: number, to: number, leastDays: number): number[] {
  const days = dayCounts.find((count) => count >= leastDays);
  if (days !== undefined) {
    const first = Math.floor(from / day / days);
    return Array.from({ length: Math.floor(to / day / days) - first + 1 }, (_, n) => (first + n) * days * day);
  }
  const months =
    monthCounts.find((count) => count * daysOfMonth >= leastDays) ??
    12 * (yearCounts.find((count) => count * 12 * daysOfMonth >= leastDays) ?? 5000);
  const first = Math.floor(monthOf(from) / months);
  return Array.from({ length: Math.floor(monthOf(to) / months) - first + 1 }, (_, n) => firstOf((first + n) * months));
}

/** Months since the beginning of the year 0. */
function monthOf(local: number): number {
  const date = new Date(local);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** `Date.UTC` takes years below 100 for those of the last century. */
function firstOf(month: number): number {
  return new Date(0).setUTCFullYear(Math.floor(month / 12), month - Math.floor(month / 12) * 12, 1);
}

/** A tick says only what has changed: a year at its beginning, a month at its first day, a day at midnight, else the time of day. */
export function detailOfTick(local: number): DateDetail {
  const date = new Date(local);
  if (local % 60_000 !== 0) return 'second';
  if (local % day !== 0) return 'minute';
  if (date.getUTCDate() !== 1) return 'day';
  return date.getUTCMonth() === 0 ? 'year' : 'month';
}
