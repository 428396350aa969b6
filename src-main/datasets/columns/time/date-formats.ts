import { monthOf, withoutWeekday } from './calendar-words.ts';

/** Ways in which dates are written, as far as they differ in what they mean. */
export const dateFormats = [
  'iso',
  'day-first',
  'month-first',
  'japanese',
  'month-name',
  'quarter',
  'week',
  'month-year',
  'compact',
  'compact-month',
] as const;

export type DateFormat = (typeof dateFormats)[number];

/** A date without its time of day. Months count from 1. */
export interface CalendarDate {
  year: number;
  month: number;
  day: number;
}

/** Readers of dates, by format; null means that a text is none of the format. */
export const dateReaders: Readonly<Record<DateFormat, (text: string) => CalendarDate | null>> = {
  iso: readIso,
  'day-first': (text) => readNumbered(text, 'day-first'),
  'month-first': (text) => readNumbered(text, 'month-first'),
  japanese: readJapanese,
  'month-name': readMonthName,
  quarter: readQuarter,
  week: readWeek,
  'month-year': readMonthYear,
  compact: (text) => (text.length === 8 ? readCompact(text) : null),
  'compact-month': (text) => (text.length === 6 ? readCompact(text) : null),
};

/** Returns the days from 1 January 1970 to a date. */
export function dayNumber({ year, month, day }: CalendarDate): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000;
}

/** Returns the date where there is such a day, otherwise null. */
function checked(year: number, month: number, day: number): CalendarDate | null {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return { year, month, day };
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Years of two digits are those from 1930 to 2029, as spreadsheets read them. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 30 ? 2000 + year : 1900 + year;
}

/** Reads `2024-01-05`, `2024/1/5`, `2024.1.5`, and `2024-01`, the first of its month. */
function readIso(text: string): CalendarDate | null {
  const match = /^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?$/.exec(withoutWeekday(text));
  if (match === null) return null;
  const [, year, mark, month, day] = match;
  // A number with a fraction looks the same.
  if (mark === '.' && day === undefined) return null;
  return checked(Number(year), Number(month), Number(day ?? 1));
}

/** Reads `5/1/2024`, `05-01-24` and `5.1.2024`; with points the day comes first wherever people write so. */
function readNumbered(text: string, order: 'day-first' | 'month-first'): CalendarDate | null {
  const match = /^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})$/.exec(withoutWeekday(text));
  if (match === null) return null;
  const [, first, mark, second, year] = match;
  if (mark === '.' && order === 'month-first') return null;
  const [day, month] = order === 'day-first' ? [first, second] : [second, first];
  return checked(fullYear(year), Number(month), Number(day));
}

/** The Japanese eras that official texts count years in, with the year before their first, and their letters. */
const eras: Readonly<Record<string, number>> = {
  ...{ 明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018 },
  ...{ 明: 1867, 大: 1911, 昭: 1925, 平: 1988, 令: 2018, M: 1867, T: 1911, S: 1925, H: 1988, R: 2018 },
};

/** Reads `2024年1月5日(金)`, `令和6年1月5日`, `平成元年1月`, `R6.1.5` and `2024年度` as the April that it begins with. */
function readJapanese(text: string): CalendarDate | null {
  const match =
    /^([^\d\s元]{1,2})?\s?(\d{1,4}|元)(?:年(?:\s?(\d{1,2})月(?:\s?(\d{1,2})日?)?|(度))?|([./-])(\d{1,2})\6(\d{1,2}))$/.exec(
      withoutWeekday(text),
    );
  if (match === null) return null;
  const [, era, digits, month, day, isFiscal, , markedMonth, markedDay] = match;
  const first = era === undefined ? 0 : eras[era.toUpperCase()];
  const isYear = era === undefined ? digits.length === 4 : digits.length <= 2;
  if (first === undefined || !isYear || (era === undefined && !text.includes('年'))) return null;
  const year = first + (digits === '元' ? 1 : Number(digits));
  return checked(year, Number(month ?? markedMonth ?? (isFiscal === undefined ? 1 : 4)), Number(day ?? markedDay ?? 1));
}

/** Reads dates with the name of their month in any place: `Jan 2020`, `1949-Jan`, `5 January 2024`, `Jan 5, 2024`, `5. März 24`. */
function readMonthName(text: string): CalendarDate | null {
  const words = withoutWeekday(text)
    .split(/[\s.,/\-']+|(?<=\d)(?=\p{L})|(?<=\p{L})(?=\d)/u)
    .filter((word) => word !== '' && !/^(st|nd|rd|th|de|del|of)$/i.test(word));
  const place = words.findIndex((word) => monthOf(word) !== null);
  const month = place < 0 ? null : monthOf(words[place]);
  const numbers = words.filter((_, n) => n !== place);
  if (
    month === null ||
    numbers.length === 0 ||
    numbers.length > 2 ||
    !numbers.every((word) => /^\d{1,4}$/.test(word))
  ) {
    return null;
  }
  if (numbers.length === 1) {
    const [year] = numbers;
    return year.length === 4 || year.length === 2 ? checked(fullYear(year), month, 1) : null;
  }
  const [year, day] = numbers[0].length > 2 ? numbers : numbers.toReversed();
  if ((year.length !== 4 && year.length !== 2) || day.length > 2) return null;
  return checked(fullYear(year), month, Number(day));
}

/** Reads `1945 Q1`, `1945Q1`, `Q1/1945` and `2024年第1四半期`, each the first day of its quarter. */
function readQuarter(text: string): CalendarDate | null {
  const match =
    /^(?<year>\d{4})[-\s/.:]?Q(?<quarter>[1-4])$/i.exec(text) ??
    /^Q(?<quarter>[1-4])[-\s/.']?(?<year>\d{4}|\d{2})$/i.exec(text) ??
    /^(?<year>\d{4})年\s?(?:第\s?)?(?<quarter>[1-4])四半期$/.exec(text);
  if (match?.groups === undefined) return null;
  return checked(fullYear(match.groups.year), Number(match.groups.quarter) * 3 - 2, 1);
}

/** Reads weeks of ISO 8601, such as `2024-W05` and `2024-W05-3`: the week with 4 January in it is the first, and begins on Monday. */
function readWeek(text: string): CalendarDate | null {
  const match = /^(\d{4})-?\s?W(\d{2})(?:-?([1-7]))?$/i.exec(text);
  if (match === null) return null;
  const [year, week, weekday] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 1)];
  const fourth = dayNumber({ year, month: 1, day: 4 });
  const day = fourth - ((fourth + 3) % 7) + (week - 1) * 7 + weekday - 1;
  const date = new Date(day * 86_400_000);
  if (week < 1 || week > weeksIn(year)) return null;
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** A year has 53 weeks where it begins or ends with a Thursday. */
function weeksIn(year: number): number {
  const isThursday = (month: number, day: number) => (dayNumber({ year, month, day }) + 4) % 7 === 4;
  return isThursday(1, 1) || isThursday(12, 31) ? 53 : 52;
}

/** Reads `01/2020`, `1-2020` and, with both digits of the month, `01.2020`: the first of the month. */
function readMonthYear(text: string): CalendarDate | null {
  const match = /^(?:(\d{1,2})[-/]|(\d{2})\.)(\d{4})$/.exec(text);
  return match === null ? null : checked(Number(match[3]), Number(match[1] ?? match[2]), 1);
}

/** Reads `20240105` and `202401`, in years that a number is likelier to be a date than a count in. */
function readCompact(text: string): CalendarDate | null {
  const match = /^(1[89]\d{2}|2[01]\d{2})(\d{2})(\d{2})?$/.exec(text);
  return match === null ? null : checked(Number(match[1]), Number(match[2]), Number(match[3] ?? 1));
}
