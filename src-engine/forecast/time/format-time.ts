import type { TimeAxis } from '../../spec/series-layout.ts';
import { isCalendarStep } from './time-units.ts';
import { localTime } from './zone.ts';

const dayMs = 86_400_000;

/**
 * Writes a time of a series as people and programs read it: dates as ISO 8601 text, with the offset of their zone, or without a time of
 * day where rows are days or longer and this one begins at midnight. Numbers, and the numbers of rows, are what they are.
 */
export function formatTime(axis: TimeAxis | null, time: number): string | number {
  if (axis === null || axis.kind === 'number') return time;
  const local = localTime(axis.zone, time);
  const text = new Date(local).toISOString();
  if (isCalendarStep(axis.step) && local % dayMs === 0) return text.slice(0, text.indexOf('T'));
  const clock = text.endsWith('.000Z') ? text.slice(0, -5) : text.slice(0, -1);
  return axis.zone === null ? clock : clock + formatOffset(local - time);
}

function formatOffset(offset: number): string {
  if (offset === 0) return 'Z';
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
