import { monthLength, monthNumber, weekdayNumber } from '../../../../src-engine/forecast/time/next-times.ts';
import { clockUnitMs } from '../../../../src-engine/forecast/time/time-units.ts';
import type { TimeAxis, TimeStep } from '../../../../src-engine/spec/series-layout.ts';
import { localTime } from '../../../../src-engine/forecast/time/zone.ts';

const dayMs = 86_400_000;

/**
 * Returns how many steps each of some times in order is after the first. A time that is not where a step ends has a fraction; the
 * rounding of decimals is none.
 */
export function positionsOn(times: Float64Array, { kind, zone, step }: TimeAxis): Float64Array {
  if (times.length === 0) return new Float64Array(0);
  if (kind === 'number' || step.unit === 'number') return numberPositions(times, step);
  if (step.unit in clockUnitMs) {
    const ms = clockUnitMs[step.unit as keyof typeof clockUnitMs] * step.count;
    return times.map((time) => settled((time - times[0]) / ms, 1e-6));
  }
  const locals = zone === null ? times : times.map((time) => localTime(zone, time));
  const first = placeOf(locals[0], step);
  return locals.map((time) => settled((placeOf(time, step) - first) / step.count, 1e-9));
}

/** Returns where a clock's time is among the units of a calendar, as a number with a fraction where it is between two. */
function placeOf(local: number, { unit, day: dayOfMonth }: TimeStep): number {
  const day = Math.floor(local / dayMs);
  const timeOfDay = (local - day * dayMs) / dayMs;
  if (unit === 'day') return day + timeOfDay;
  if (unit === 'weekday') {
    const weekday = (((day + 3) % 7) + 7) % 7;
    return weekdayNumber(day) + (Math.max(0, weekday - 4) + timeOfDay) / 3;
  }
  const month = monthNumber(day);
  const date = new Date(day * dayMs).getUTCDate();
  const wanted = Math.min(dayOfMonth ?? date, monthLength(month));
  const months = month + (date - wanted + timeOfDay) / monthLength(month);
  return unit === 'year' ? months / 12 : months;
}

/** The rounding of the first number and of each other are allowed for, where the step itself has more decimals. */
function numberPositions(times: Float64Array, { count, decimals = 0 }: TimeStep): Float64Array {
  const unit = 10 ** -decimals;
  const isExact = Math.abs(count / unit - Math.round(count / unit)) < 1e-6;
  const tolerance = isExact ? unit * 1e-3 : unit * 1.01;
  const positions = new Float64Array(times.length);
  for (let n = 1; n < times.length; n++) {
    const exact = (times[n] - times[0]) / count;
    const position = Math.round(exact);
    const isOn = Math.abs(times[0] + position * count - times[n]) <= tolerance;
    positions[n] = isOn ? position : exact;
  }
  return positions;
}

function settled(position: number, tolerance: number): number {
  const whole = Math.round(position);
  return Math.abs(position - whole) <= tolerance ? whole : position;
}
