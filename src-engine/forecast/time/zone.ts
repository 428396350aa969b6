/** The clocks of time zones, from the zone database that the platform has. */

const dayMs = 86_400_000;

interface ZoneClock {
  format: Intl.DateTimeFormat;
  /** The offset at the beginning of each day of UTC that was asked for, in milliseconds. */
  days: Map<number, number>;
}

const clocks = new Map<string, ZoneClock>();

/** Tells whether the platform knows a zone: an IANA name such as `Europe/Berlin`, `UTC`, or an offset such as `+09:00`. */
export function isZone(zone: string): boolean {
  try {
    clockOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Returns how far a zone's clocks are ahead of UTC at an instant, in milliseconds. Throws RangeError where the zone is not known. */
export function zoneOffset(zone: string, instant: number): number {
  const clock = clockOf(zone);
  const day = Math.floor(instant / dayMs);
  const before = offsetOfDay(clock, day);
  // No zone changes its clocks twice within a day.
  return before === offsetOfDay(clock, day + 1) ? before : readOffset(clock, instant);
}

/** Returns what the clocks of a zone show at an instant, as Unix milliseconds of a clock of UTC that shows the same. */
export function localTime(zone: string | null, instant: number): number {
  return zone === null ? instant : instant + zoneOffset(zone, instant);
}

/**
 * Returns the instants at which the clocks of a zone show a time, in order: none in an hour that daylight saving takes away, two in one
 * that it gives twice, otherwise one.
 */
export function instantsOf(zone: string | null, local: number): number[] {
  if (zone === null) return [local];
  const offsets = new Set([zoneOffset(zone, local - dayMs), zoneOffset(zone, local + dayMs)]);
  return [...offsets]
    .map((offset) => local - offset)
    .filter((instant) => localTime(zone, instant) === local)
    .sort((a, b) => a - b);
}

/** Returns the first instant at which the clocks show a time; where they skip it, the instant as far after the change. */
export function firstInstant(zone: string | null, local: number): number {
  if (zone === null) return local;
  const [instant = local - zoneOffset(zone, local - dayMs)] = instantsOf(zone, local);
  return instant;
}

function clockOf(zone: string): ZoneClock {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const clock = { format, days: new Map<number, number>() };
  clocks.set(zone, clock);
  return clock;
}

function offsetOfDay(clock: ZoneClock, day: number): number {
  const known = clock.days.get(day);
  if (known !== undefined) return known;
  const offset = readOffset(clock, day * dayMs);
  clock.days.set(day, offset);
  return offset;
}

/** Reads the offset at the end of a formatted date, such as `1/5/2024, GMT-03:30` or `GMT` alone. */
function readOffset({ format }: ZoneClock, instant: number): number {
  const [, sign, hours, minutes, seconds = '0'] =
    /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(format.format(instant)) ?? [];
  if (sign === undefined) return 0;
  const offset = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -offset : offset;
}
