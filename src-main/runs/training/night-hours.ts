import type { NightHours } from '../../contract/settings-records.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** Tells whether an instant, in milliseconds since 1970, lies within the hours. Hours that begin and end at the same time are the whole day. */
export function isNight(at: number, { from, to, timeZone }: NightHours): boolean {
  const [begin, end, now] = [minutesOf(from), minutesOf(to), minuteOfDay(at, timeZone)];
  return begin < end ? begin <= now && now < end : now >= begin || now < end;
}

/** The next instant after `at` at which the night begins, or ends where it is night. */
export function nextChange(at: number, hours: NightHours): number {
  const target = minutesOf(isNight(at, hours) ? hours.to : hours.from);
  const ahead = target - minuteOfDay(at, hours.timeZone);
  const plain = Math.floor(at / MINUTE_MS) * MINUTE_MS + (ahead > 0 ? ahead : ahead + DAY_MINUTES) * MINUTE_MS;
  return afterClockChange(plain, at, target, hours.timeZone);
}

/**
 * Moves an instant that was counted in minutes of the day by what the clocks were changed between `since` and it. Where the clocks jump
 * over the target there is no such instant, and the plain one is as good.
 */
function afterClockChange(plain: number, since: number, target: number, timeZone: string): number {
  const late = minuteOfDay(plain, timeZone) - target;
  const shift = ((late + 1.5 * DAY_MINUTES) % DAY_MINUTES) - DAY_MINUTES / 2;
  const moved = plain - shift * MINUTE_MS;
  return moved > since && minuteOfDay(moved, timeZone) === target ? moved : plain;
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return 60 * (hours ?? 0) + (minutes ?? 0);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function minuteOfDay(at: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    formats.set(timeZone, format);
  }
  return minutesOf(format.format(at));
}
