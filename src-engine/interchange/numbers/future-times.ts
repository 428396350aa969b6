import { clockUnitMs, isCalendarStep } from '../../forecast/time/time-units.ts';
import { zoneOffset } from '../../forecast/time/zone.ts';
import type { TimeAxis } from '../../spec/series-layout.ts';
import type { GraphBuilder, GraphValue } from './number-graph.ts';

const dayMs = 86_400_000;
const monthMs = 30 * dayMs;
const monthsOfYear = 12;
/** From half a century before the first row of a table to as long after it. */
const lookedAtMonths = 600;

type DatedAxis = TimeAxis & { origin: number };

/**
 * Tells whether the times of later rows cannot be computed from that of the last one, because they follow the clocks of a
 * zone that changes them.
 */
export function needsFutureTimes(axis: DatedAxis): boolean {
  return axis.kind === 'date' && isCalendarStep(axis.step) && fixedOffset(axis) === null;
}

/** Returns how far a zone's clocks are ahead of UTC, in milliseconds; null where that changes. */
function fixedOffset({ zone, origin }: DatedAxis): number | null {
  if (zone === null) return 0;
  const [first] = [zoneOffset(zone, origin)];
  for (let month = -lookedAtMonths; month <= lookedAtMonths; month++) {
    if (zoneOffset(zone, origin + month * monthMs) !== first) return null;
  }
  return first;
}

interface FutureTimes {
  time: DatedAxis;
  /** (B, 1, 1): the time of the last row, in the unit of the stored times. */
  last: GraphValue;
  horizon: number;
}

/** Adds the times of the `horizon` rows after the last one, (B, horizon, 1), as `nextTimes` gives them. */
export function addFutureTimes(graph: GraphBuilder, { time, last, horizon }: FutureTimes): GraphValue {
  const counted = new Steps(graph);
  const { unit, count } = time.step;
  const isClock = unit in clockUnitMs;
  const size = isClock ? clockUnitMs[unit as keyof typeof clockUnitMs] : unit === 'year' ? monthsOfYear : 1;
  const ahead = graph.constant(
    Array.from({ length: horizon }, (_, n) => (n + 1) * count * size),
    [horizon, 1],
  );
  if (time.kind === 'number' || unit === 'number') return numbersAfter(counted, time.step, last, ahead);
  if (isClock) return counted.add(last, ahead);
  const offset = fixedOffset(time) ?? 0;
  const local = counted.add(last, offset);
  const day = counted.floor(local, dayMs);
  const timeOfDay = counted.subtract(local, counted.multiply(day, dayMs));
  const days = daysAfter(counted, time.step, day, ahead);
  return counted.subtract(counted.add(counted.multiply(days, dayMs), timeOfDay), offset);
}

/** Arithmetic with values and numbers. */
class Steps {
  readonly #graph: GraphBuilder;

  constructor(graph: GraphBuilder) {
    this.#graph = graph;
  }

  add = (a: GraphValue, b: GraphValue | number) => this.#graph.binary('add', a, this.#value(b));
  subtract = (a: GraphValue, b: GraphValue | number) => this.#graph.binary('subtract', a, this.#value(b));
  multiply = (a: GraphValue, b: GraphValue | number) => this.#graph.binary('multiply', a, this.#value(b));
  smaller = (a: GraphValue, b: GraphValue | number) => this.#graph.binary('smallest', a, this.#value(b));
  distance = (a: GraphValue, b: GraphValue) => this.#graph.unary('absolute', this.subtract(a, b));

  /** ⌊a / divisor⌋. */
  floor = (a: GraphValue, divisor: number) =>
    this.#graph.unary('floor', this.#graph.binary('divide', a, this.#graph.number(divisor)));

  /** The nearest whole number of a / divisor. */
  round = (a: GraphValue, divisor: number) =>
    this.#graph.unary('floor', this.add(this.#graph.binary('divide', a, this.#graph.number(divisor)), 0.5));

  #value(value: GraphValue | number): GraphValue {
    return typeof value === 'number' ? this.#graph.number(value) : value;
  }
}

/** Numbers that are multiples of the step but for their rounding go on as such multiples; others as they are. */
function numbersAfter(
  steps: Steps,
  { count, decimals }: TimeAxis['step'],
  last: GraphValue,
  ahead: GraphValue,
): GraphValue {
  const plain = steps.add(last, ahead);
  if (decimals === undefined) return plain;
  const unit = 10 ** -decimals;
  const multiple = steps.multiply(steps.round(last, count), count);
  const isFar = steps.smaller(steps.floor(steps.distance(multiple, last), unit), 1);
  const start = steps.add(multiple, steps.multiply(steps.subtract(last, multiple), isFar));
  return steps.multiply(steps.round(steps.add(start, ahead), unit), unit);
}

/** The days some days, weekdays or months after a day; all are counted from 1 January 1970. */
function daysAfter(steps: Steps, step: TimeAxis['step'], day: GraphValue, ahead: GraphValue): GraphValue {
  switch (step.unit) {
    case 'weekday':
      return weekdaysAfter(steps, day, ahead);
    case 'month':
    case 'year':
      return monthsAfter(steps, day, ahead, step.day);
    default:
      return steps.add(day, ahead);
  }
}

/** Weekdays are counted from Monday, 5 January 1970; a Saturday or Sunday is the Friday before. */
function weekdaysAfter(steps: Steps, day: GraphValue, ahead: GraphValue): GraphValue {
  const sinceMonday = steps.subtract(day, 4);
  const week = steps.floor(sinceMonday, 7);
  const ofWeek = steps.smaller(steps.subtract(sinceMonday, steps.multiply(week, 7)), 4);
  const weekday = steps.add(steps.add(steps.multiply(week, 5), ofWeek), ahead);
  // A week of five weekdays has two days more.
  return steps.add(steps.add(weekday, steps.multiply(steps.floor(weekday, 5), 2)), 4);
}

/** Years that begin in March have their leap day at their end (Hinnant, chrono-Compatible Low-Level Date Algorithms). */
const daysToMarch0 = 719_468;

function monthsAfter(steps: Steps, day: GraphValue, ahead: GraphValue, dayOfMonth: number | undefined): GraphValue {
  const { month, ofMonth } = monthOfDay(steps, day);
  const later = steps.add(month, ahead);
  const first = firstOfMonth(steps, later);
  const length = steps.subtract(firstOfMonth(steps, steps.add(later, 1)), first);
  const place =
    dayOfMonth === undefined ? steps.smaller(length, steps.add(ofMonth, 1)) : steps.smaller(length, dayOfMonth);
  return steps.add(first, steps.subtract(place, 1));
}

/** The months since March of the year 0, and the day of the month from 0. */
function monthOfDay(steps: Steps, day: GraphValue): { month: GraphValue; ofMonth: GraphValue } {
  const { add, subtract, multiply, floor } = steps;
  const shifted = add(day, daysToMarch0);
  const era = floor(shifted, 146_097);
  const ofEra = subtract(shifted, multiply(era, 146_097));
  const withoutLeapDays = subtract(
    add(subtract(ofEra, floor(ofEra, 1460)), floor(ofEra, 36_524)),
    floor(ofEra, 146_096),
  );
  const yearOfEra = floor(withoutLeapDays, 365);
  const before = subtract(add(multiply(yearOfEra, 365), floor(yearOfEra, 4)), floor(yearOfEra, 100));
  const ofYear = subtract(ofEra, before);
  const monthOfYear = floor(add(multiply(ofYear, 5), 2), 153);
  const year = add(yearOfEra, multiply(era, 400));
  return {
    month: add(multiply(year, monthsOfYear), monthOfYear),
    ofMonth: subtract(ofYear, floor(add(multiply(monthOfYear, 153), 2), 5)),
  };
}

/** The days from 1 January 1970 to the first of a month since March of the year 0. */
function firstOfMonth({ add, subtract, multiply, floor }: Steps, month: GraphValue): GraphValue {
  const year = floor(month, monthsOfYear);
  const monthOfYear = subtract(month, multiply(year, monthsOfYear));
  const leapDays = add(subtract(floor(year, 4), floor(year, 100)), floor(year, 400));
  const ofYear = floor(add(multiply(monthOfYear, 153), 2), 5);
  return subtract(add(add(multiply(year, 365), leapDays), ofYear), daysToMarch0);
}
