import { monthLength, monthNumber } from '../../../../src-engine/forecast/time/next-times.ts';
import { clockUnitMs } from '../../../../src-engine/forecast/time/time-units.ts';
import type { TimeStep } from '../../../../src-engine/spec/series-layout.ts';
import { localTime } from '../../../../src-engine/forecast/time/zone.ts';

const dayMs = 86_400_000;

/** Times that a step is looked for in: those of each series, in order and without duplicates. */
export interface SteppedTimes {
  kind: 'date' | 'number';
  zone: string | null;
  /** Decimals that numbers are written with. */
  decimals: number;
}

/**
 * Finds the step that most rows of all series are apart: months and years by the calendar, weekdays where no row is on a weekend, days,
 * or what clocks measure. Returns null where no series has two rows.
 */
export function findStep(series: readonly Float64Array[], { kind, zone, decimals }: SteppedTimes): TimeStep | null {
  const long = series.filter(({ length }) => length > 1);
  if (long.length === 0) return null;
  if (kind === 'number') return numberStep(long, decimals);
  const locals = zone === null ? long : long.map((times) => times.map((time) => localTime(zone, time)));
  const timeOfDay = modulo(locals[0][0], dayMs);
  const isDaily = locals.every((times) => times.every((time) => modulo(time, dayMs) === timeOfDay));
  return isDaily ? calendarStep(locals.map((times) => times.map((time) => Math.floor(time / dayMs)))) : clockStep(long);
}

function calendarStep(series: readonly Float64Array[]): TimeStep {
  const day = dayOfMonth(series);
  if (day !== null) {
    const count = commonDifference(series.map((days) => days.map(monthNumber)));
    return count % 12 === 0 ? { unit: 'year', count: count / 12, day } : { unit: 'month', count, day };
  }
  const count = commonDifference(series);
  const isWeekend = (date: number) => modulo(date + 4, 7) === 0 || modulo(date + 4, 7) === 6;
  const passesOver = series.some((days) =>
    days.some((date, n) => modulo(date + 4, 7) === 1 && date - days[n - 1] === 3),
  );
  if (count === 1 && passesOver && !series.some((days) => days.some(isWeekend))) return { unit: 'weekday', count: 1 };
  return { unit: 'day', count };
}

/**
 * Returns the day of the month that all rows are of, where each is in a month of its own; 31 means the last. Null where they are not so.
 */
function dayOfMonth(series: readonly Float64Array[]): number | null {
  const months = series.map((days) => days.map(monthNumber));
  if (!months.every((numbers) => new Set(numbers).size === numbers.length)) return null;
  const monthDays = series.map((days) => days.map((date) => new Date(date * dayMs).getUTCDate()));
  const last = Math.max(...monthDays.map((days) => days.reduce((a, b) => Math.max(a, b))));
  const allOn = (day: number) =>
    monthDays.every((days, s) => days.every((date, n) => date === Math.min(day, monthLength(months[s][n]))));
  return [31, last].find(allOn) ?? null;
}

/** Steps that clocks are read at, in milliseconds. */
const usualSteps = [
  ...[1, 2, 5, 10, 15, 20, 30].flatMap((n) => [n * clockUnitMs.second, n * clockUnitMs.minute]),
  ...[1, 2, 3, 4, 6, 8, 12, 24].map((n) => n * clockUnitMs.hour),
];
/** The usual step that is nearest to the mean is meant where a smaller share of rows than this is the common step apart. */
const leastCommon = 0.8;

function clockStep(series: readonly Float64Array[]): TimeStep {
  const ms = usualStep(series) ?? commonDifference(series);
  for (const unit of ['hour', 'minute'] as const) {
    if (ms % clockUnitMs[unit] === 0) return { unit, count: ms / clockUnitMs[unit] };
  }
  return { unit: 'second', count: ms / clockUnitMs.second };
}

/**
 * Finds the step of numbers that may be rounded: 1949.0833 and 1949.1667 are twelfths of a year, 1.0027 and 1.0055 parts of 365. The
 * whole length of the longest series tells it far more closely than any two of its rows.
 */
function numberStep(series: readonly Float64Array[], decimals: number): TimeStep {
  const unit = 10 ** -decimals;
  const common = commonDifference(series.map((times) => times.map((time) => Math.round(time / unit)))) * unit;
  const near = series
    .flatMap((times) => Array.from(differencesOf(times)))
    .filter((apart) => Math.abs(apart - common) < unit * 1.5);
  const mean = near.reduce((sum, apart) => sum + apart, 0) / near.length;
  const longest = series.reduce((a, b) => (b.length > a.length ? b : a));
  const steps = differencesOf(longest).reduce((sum, apart) => sum + Math.max(1, Math.round(apart / mean)), 0);
  const slope = (longest[longest.length - 1] - longest[0]) / steps;
  const isNear = (guess: number, tolerance: number) => Math.abs(guess - slope) * steps <= tolerance;
  const exact = Number(common.toFixed(decimals));
  if (isNear(exact, unit * 1e-3)) return { unit: 'number', count: exact, decimals };
  const parts = [1 / Math.round(1 / slope), 1 / 365.25].find(
    (guess) => Number.isFinite(guess) && isNear(guess, unit * 1.01),
  );
  // Any other step is one that all numbers are rounded multiples of, such as a week of a year of 52.18.
  const isRounded =
    slope > unit * 4 &&
    longest.every((time) => {
      const multiple = Math.round((time - longest[0]) / slope);
      return Math.abs(longest[0] + multiple * slope - time) <= unit * 1.01;
    });
  return { unit: 'number', count: parts ?? (isRounded ? slope : exact), decimals };
}

/** Returns the step of rows that come roughly at a usual one, as clocks of sensors are read; null where most are the same step apart. */
function usualStep(series: readonly Float64Array[]): number | null {
  const apart = series.flatMap((times) => Array.from(differencesOf(times)));
  const common = commonDifference(series);
  const regular = apart.reduce((sum, ms) => sum + Number(ms % common === 0), 0);
  if (regular >= apart.length * leastCommon) return null;
  const median = apart.toSorted((a, b) => a - b)[Math.floor(apart.length / 2)];
  const near = apart.filter((ms) => Math.abs(ms - median) < median / 2);
  const usual = near.reduce((sum, ms) => sum + ms, 0) / near.length;
  return usualSteps.find((step) => Math.abs(step - usual) < step * 0.02) ?? null;
}

/** Returns the most frequent difference between rows that follow each other; the smaller one of two. */
function commonDifference(series: readonly Float64Array[]): number {
  const counts = new Map<number, number>();
  for (const times of series) {
    for (const apart of differencesOf(times)) counts.set(apart, (counts.get(apart) ?? 0) + 1);
  }
  let best = Infinity;
  for (const [apart, count] of counts) {
    const most = counts.get(best) ?? 0;
    if (apart > 0 && (count > most || (count === most && apart < best))) best = apart;
  }
  return best;
}

function differencesOf(times: Float64Array): Float64Array {
  return times.subarray(1).map((time, n) => time - times[n]);
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
