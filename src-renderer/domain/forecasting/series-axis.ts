import { formatTime } from '../../../src-engine/forecast/time/format-time.ts';
import type { TimeUnit } from '../../../src-engine/spec/series-layout.ts';
import { firstInstant, localTime } from '../../../src-engine/forecast/time/zone.ts';
import type { HistoryRecord } from '../../../src-main/contract/forecasting/forecast-records.ts';
import { linearTicks } from '../../charts/axes/ticks.ts';
import type { XAxis } from '../../charts/axes/x-axis.ts';
import type { DateDetail } from '../../locales/format.ts';
import type { Locale } from '../../locales/use-locale.ts';
import { calendarTicks, detailOfTick } from './calendar-ticks.ts';

type SeriesTime = HistoryRecord['time'];

/** The times of a series as a chart has them. */
export interface SeriesAxis extends XAxis {
  /** The place of a time on the axis. Dates are Unix milliseconds there. */
  toX(time: string | number): number;
}

export function createSeriesAxis(time: SeriesTime, locale: Locale): SeriesAxis {
  if (time === null) return countedRows(locale);
  return time.kind === 'date' ? dates(time, locale) : numbers(time);
}

function countedRows({ t, integer }: Locale): SeriesAxis {
  return {
    kind: 'step',
    name: t('forecasting.row'),
    format: (x) => integer(Math.round(x)),
    phrase: (x) => t('forecasting.atRow', { row: integer(Math.round(x)) }),
    formatTick: integer,
    ticks: (min, max, most) => linearTicks(min, max, most).filter(Number.isInteger),
    toX: Number,
  };
}

/** Numbers such as 1949.0833 are years, so that they are written without separators of thousands. */
function numbers({ name }: NonNullable<SeriesTime>): SeriesAxis {
  const format = (x: number) => String(Number(x.toPrecision(10)));
  return { kind: 'step', name, format, phrase: format, formatTick: format, ticks: linearTicks, toX: Number };
}

const details: Partial<Record<TimeUnit, DateDetail>> = {
  year: 'year',
  month: 'monthOfYear',
  day: 'date',
  weekday: 'date',
  second: 'exactMoment',
};

function dates(time: NonNullable<SeriesTime>, { wallClock }: Locale): SeriesAxis {
  const { name, zone, step } = time;
  const detail = details[step.unit] ?? 'moment';
  const format = (x: number) => wallClock(localTime(zone, x), detail);
  return {
    kind: 'wall',
    name,
    format,
    phrase: format,
    formatTick(x) {
      const local = localTime(zone, x);
      return wallClock(local, detailOfTick(local));
    },
    ticks: (min, max, most) => calendarTicks(min, max, most, zone),
    toX: (text) => (typeof text === 'number' ? text : instantOf(text, zone)),
    write: (x) => formatTime(time, x),
  };
}

/** Reads ISO 8601. Texts without an offset are what the clocks of the zone show. */
function instantOf(text: string, zone: string | null): number {
  if (/(Z|[+-]\d\d:?\d\d)$/.test(text) && text.includes('T')) return Date.parse(text);
  return firstInstant(zone, Date.parse(text.includes('T') ? `${text}Z` : text));
}
