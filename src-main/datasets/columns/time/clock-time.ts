/** A time of day, and how far its clock is ahead of UTC where that is written. */
export interface ClockTime {
  /** The cell without it. */
  rest: string;
  /** Milliseconds since midnight; 0 where no time of day is written. `24:00` is the midnight that ends the day. */
  timeOfDay: number;
  offset: number | null;
  hasClock: boolean;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const zoneText = String.raw`(?<zone>Z|[A-Z]{3,4}(?=$|[\s(])|(?:GMT|UTC)?[+-]\d{2}:?(?:\d{2})?(?::\d{2})?)`;
const clock = new RegExp(
  String.raw`(?:^|[T\s,日:])(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}(?:[.,]\d{1,9})?))?\s*(?<half>[AP]\.?M\.?)?\s*` +
    `${zoneText}?(?:\\[[\\w/+-]+\\])?(?: \\([^)]*\\))?$`,
  'i',
);
const hourOnly = new RegExp(
  String.raw`(?:T(?<hour>\d{2})|[\s,](?<hour>\d{1,2})\s*(?<half>[AP]\.?M\.?))${zoneText}?$`,
  'i',
);
const basic = new RegExp(String.raw`T(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?${zoneText}?$`);
const japanese = /\s*(?<half>午前|午後)?\s*(?<hour>\d{1,2})時(?:(?<minute>\d{1,2})分(?:(?<second>\d{1,2})秒)?)?$/;

/** Offsets of the abbreviations that RFC 5322 knows, and of others that mean one zone only, in hours. */
const abbreviations: Readonly<Record<string, number>> = {
  ...{ Z: 0, UT: 0, UTC: 0, GMT: 0, WET: 0, WEST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3, MSK: 3, JST: 9, KST: 9 },
  ...{ EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7, AKST: -9, AKDT: -8, HST: -10 },
  ...{ AEST: 10, AEDT: 11, NZST: 12, NZDT: 13 },
};

/** Takes the time of day off the end of a cell. Returns null where it is none that there is, such as 25:00. */
export function readClockTime(text: string): ClockTime | null {
  const match = text.includes(':')
    ? clock.exec(text)
    : (hourOnly.exec(text) ?? basic.exec(text) ?? japanese.exec(text));
  if (match?.groups === undefined) {
    return text.includes(':') ? null : { rest: text, timeOfDay: 0, offset: null, hasClock: false };
  }
  const { hour = '0', minute = '0', second = '0', half, zone } = match.groups;
  const timeOfDay = millisecondsOf(Number(hour), Number(minute), Number(second.replace(',', '.')), half);
  const offset = zone === undefined ? null : offsetOf(zone.toUpperCase());
  if (timeOfDay === null || Number.isNaN(offset)) return null;
  const end = match[0].startsWith('日') ? match.index + 1 : match.index;
  return { rest: text.slice(0, end).trimEnd().replace(/,$/, ''), timeOfDay, offset, hasClock: true };
}

function millisecondsOf(hour: number, minute: number, second: number, half: string | undefined): number | null {
  const isEndOfDay = hour === 24 && minute === 0 && second === 0;
  if ((hour > 23 && !isEndOfDay) || minute > 59 || second >= 61) return null;
  if (half === undefined) return hour * hourMs + minute * minuteMs + second * 1000;
  if (hour > 12) return null;
  const isAfternoon = half === '午後' || /^p/i.test(half);
  return ((hour % 12) + (isAfternoon ? 12 : 0)) * hourMs + minute * minuteMs + second * 1000;
}

/** Returns an offset in milliseconds; NaN for an abbreviation that is not known. */
function offsetOf(zone: string): number {
  const numeric = /^(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})?(?::(\d{2}))?$/.exec(zone);
  if (numeric === null) return (abbreviations[zone] ?? NaN) * hourMs;
  const [, sign, hours, minutes = '0', seconds = '0'] = numeric;
  const offset = Number(hours) * hourMs + Number(minutes) * minuteMs + Number(seconds) * 1000;
  return sign === '-' ? 0 - offset : offset;
}
