import type { Option } from '../options.ts';
import { UsageError } from '../usage-error.ts';

const timeOfDay = /^([01]?\d|2[0-3]):([0-5]\d)$/;
/** A date and a time by the clock of this machine, or with an offset of its own. */
const dateAndTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?$/;

/** A time that is still to come, in milliseconds since 1970. */
export function startTime(placeholder: string, description: string): Option<number | undefined> {
  return {
    placeholder,
    description,
    read: (given, name) => (given === undefined ? undefined : parseStartTime(given, name, new Date())),
  };
}

/** A time of day is the next one by the clock of this machine. Throws UsageError for a time that is past, and for what is no time. */
export function parseStartTime(given: string, name: string, now: Date): number {
  const [, hours, minutes] = timeOfDay.exec(given.trim()) ?? [];
  if (hours !== undefined && minutes !== undefined) return nextAt(Number(hours), Number(minutes), now);
  const at = dateAndTime.test(given.trim()) ? new Date(given.trim().replace(' ', 'T')).getTime() : NaN;
  if (Number.isNaN(at)) throw new UsageError(`${name} takes a time such as 22:30 or 2027-01-31T22:30, not “${given}”.`);
  if (at <= now.getTime()) throw new UsageError(`${name} takes a time that is still to come; ${given} is past.`);
  return at;
}

/** By the calendar: a day on which the clocks change has no 24 hours. */
function nextAt(hours: number, minutes: number, now: Date): number {
  const onDay = (days: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hours, minutes).getTime();
  return onDay(0) > now.getTime() ? onDay(0) : onDay(1);
}
