import { parseNumber } from '../../../../src-engine/text/parse-number.ts';
import { readClockTime, type ClockTime } from './clock-time.ts';
import { dateFormats, dateReaders, dayNumber, type DateFormat } from './date-formats.ts';

/** The length of a second, millisecond, … of Unix time in milliseconds. */
const unixUnits = {
  'unix-seconds': 1000,
  'unix-milliseconds': 1,
  'unix-microseconds': 1e-3,
  'unix-nanoseconds': 1e-6,
} as const;

export const timeFormats = [
  ...dateFormats,
  'unix-seconds',
  'unix-milliseconds',
  'unix-microseconds',
  'unix-nanoseconds',
  /** Numbers that are no dates: years, decimal years, or whatever a person counts in. */
  'number',
] as const;

export type TimeFormat = (typeof timeFormats)[number];

const dayMs = 86_400_000;
/** From 1980 to 2100: numbers beyond are hardly Unix times. */
const unixRange = [Date.UTC(1980), Date.UTC(2100)] as const;

/** A cell without spaces and full-width characters, taken apart as far as all formats have in common. */
export interface TimeCell {
  text: string;
  /** NaN where it is none. A comma begins its decimals too. */
  number: number;
  /** `null` means that there is a time of day that does not exist. */
  clock: ClockTime | null;
}

/** Takes a normalized cell apart. */
export function takeApart(text: string): TimeCell {
  const number = parseNumber(/^[-+]?\d+,\d+$/.test(text) ? text.replace(',', '.') : text);
  return { text, number, clock: Number.isNaN(number) ? readClockTime(text) : null };
}

/** Returns the time of a cell in a format: what a clock shows, as Unix milliseconds, or a number; NaN where it is not of the format. */
export function timeIn(format: TimeFormat, { text, number, clock }: TimeCell): number {
  if (format === 'number') return number;
  if (isUnixFormat(format)) {
    const ms = number * unixUnits[format];
    return ms >= unixRange[0] && ms < unixRange[1] ? ms : NaN;
  }
  if (!Number.isNaN(number)) return dateOf(format, text);
  return clock === null ? NaN : dateOf(format, clock.rest) + clock.timeOfDay;
}

function dateOf(format: DateFormat, text: string): number {
  const date = dateReaders[format](text);
  return date === null ? NaN : dayNumber(date) * dayMs;
}

export function isUnixFormat(format: TimeFormat): format is keyof typeof unixUnits {
  return format in unixUnits;
}
