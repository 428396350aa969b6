import { keepCounters } from './keep-counters.ts';
import { scientific, withMinus } from './powers-of-ten.ts';

export interface Format {
  integer(value: number): string;
  /** Up to six significant digits, as typed numbers are shown; very small and very large ones as 1.4 × 10³¹. */
  number(value: number): string;
  /** Exactly so many decimals. */
  fixed(value: number, decimals: number): string;
  /** 41 k, 1.2 M. */
  compact(value: number): string;
  /** Three decimals, fewer for large values. */
  loss(value: number): string;
  perplexity(value: number): string;
  /** The formatter for a share from 0 to 1. */
  percent(value: number, digits?: number): string;
  bytes(value: number): string;
  /** The two largest units: 1 hr 12 min, 4 min 24 sec; from ten minutes on without seconds. */
  duration(milliseconds: number): string;
  dateTime(timestamp: number): string;
  /** The same for lists: without the year where it is the present one. */
  recentDateTime(timestamp: number, now?: number): string;
  /** The time of day, with seconds. */
  clock(timestamp: number): string;
  /** Formats what a clock shows, in any zone: Unix milliseconds of a clock of UTC that shows the same. */
  wallClock(local: number, detail: DateDetail): string;
}

export type DateDetail = keyof typeof dateDetails;

/** How much of a date is written. */
const dateDetails = {
  year: { year: 'numeric' },
  month: { month: 'short' },
  monthOfYear: { year: 'numeric', month: 'short' },
  day: { month: 'short', day: 'numeric' },
  date: { dateStyle: 'medium' },
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  moment: { dateStyle: 'medium', timeStyle: 'short' },
  exactMoment: { dateStyle: 'medium', timeStyle: 'medium' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Significant digits of what is very small or very large. */
const DIGITS = 3;

export function createFormat(language: string): Format {
  const numbers = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(language, options);
    return (value: number) => withMinus(format.format(value));
  };
  const integer = numbers({ maximumFractionDigits: 0 });
  const significant = numbers({ maximumSignificantDigits: 6 });
  // Thousands and millions in both languages: 41K and not 4.1万, as everywhere in this field.
  const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
  const fixed = new Map<number, (value: number) => string>();
  const threeDecimals = numbers({ minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const twoDecimals = numbers({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const oneDecimal = numbers({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const wholePercent = numbers({ style: 'percent', maximumFractionDigits: 0 });
  const precisePercent = numbers({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const quantities = (options: Intl.NumberFormatOptions) => {
    const write = numbers({ style: 'unit', ...options });
    return language === 'ja' ? (value: number) => keepCounters(write(value)) : write;
  };
  const unit = (name: string, digits = 0) =>
    quantities({ unit: name, unitDisplay: 'short', maximumFractionDigits: digits });
  const byteFormats = [
    quantities({ unit: 'byte', unitDisplay: 'long' }),
    unit('kilobyte'),
    unit('megabyte', 1),
    unit('gigabyte', 1),
  ];
  const hours = unit('hour');
  const minutes = unit('minute');
  const seconds = unit('second');
  const days = unit('day');
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const dayTime = new Intl.DateTimeFormat(language, {
    // The order is that of each language's medium style.
    month: language === 'ja' ? 'numeric' : 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  const wallClocks = new Map<DateDetail, Intl.DateTimeFormat>();

  /** A diverging loss can have thirty digits, which would push everything else away. */
  const number = (value: number) => {
    const size = Math.abs(value);
    const isExtreme = value !== 0 && size < Infinity && (size < 1e-4 || size >= 1e9);
    return isExtreme ? scientific(value, DIGITS) : significant(value);
  };

  return {
    integer,
    number,
    fixed(value, decimals) {
      let write = fixed.get(decimals);
      if (write === undefined) {
        write = numbers({ minimumFractionDigits: decimals, maximumFractionDigits: decimals });
        fixed.set(decimals, write);
      }
      return write(value);
    },
    compact: (value) => withMinus(compact.format(value)),
    loss(value) {
      const size = Math.abs(value);
      // Two different losses of a network that knows everything would both be 0.000.
      if (size >= 1000) return number(value);
      if (value !== 0 && size < 0.001) return number(Number(value.toPrecision(DIGITS)));
      return size < 100 ? threeDecimals(value) : oneDecimal(value);
    },
    perplexity: (value) => (Math.abs(value) < 100 ? twoDecimals(value) : number(Math.round(value))),
    percent: (value, digits = 0) => (digits === 0 ? wholePercent(value) : precisePercent(value)),
    bytes(value) {
      const power = Math.min(byteFormats.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
      return byteFormats[power](value / 1000 ** power);
    },
    duration(milliseconds) {
      const total = Math.max(0, Math.round(milliseconds / 1000));
      const parts: [number, (value: number) => string][] = [
        [Math.floor(total / 86_400), days],
        [Math.floor(total / 3600) % 24, hours],
        [Math.floor(total / 60) % 60, minutes],
        [total % 60, seconds],
      ];
      const first = parts.findIndex(([value]) => value > 0);
      if (first < 0) return seconds(0);
      return parts
        .slice(first, first + 2)
        .filter(([value, write], index) => index === 0 || (value > 0 && !(write === seconds && total >= 600)))
        .map(([value, write]) => write(value))
        .join(' ');
    },
    dateTime: (timestamp) => dateTime.format(timestamp),
    recentDateTime: (timestamp, now = Date.now()) =>
      (new Date(timestamp).getFullYear() === new Date(now).getFullYear() ? dayTime : dateTime).format(timestamp),
    clock: (timestamp) => clock.format(timestamp),
    wallClock(local, detail) {
      let format = wallClocks.get(detail);
      if (format === undefined) {
        format = new Intl.DateTimeFormat(language, { ...dateDetails[detail], timeZone: 'UTC' });
        wallClocks.set(detail, format);
      }
      return format.format(local);
    },
  };
}
