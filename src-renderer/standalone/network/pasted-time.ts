import { parseNumber } from '../../../src-engine/text/parse-number.ts';
import { firstInstant } from '../../../src-engine/forecast/time/zone.ts';
import type { TimeAxis } from '../../../src-engine/spec/series-layout.ts';

const clock = String.raw`(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?\s*(Z|[+-]\d{2}:?\d{2})?`;
const yearFirst = new RegExp(String.raw`^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?${clock}$`);
const yearLast = new RegExp(String.raw`^(\d{1,2})([./-])(\d{1,2})\2(\d{4})${clock}$`);

/** Returns a function that reads the cells of a column of times as they are stored; NaN where a cell is no time. */
export function timeReader(axis: TimeAxis, cells: readonly string[]): (cell: string) => number {
  if (axis.kind === 'number') return (cell) => parseNumber(cell.replace(',', '.'));
  // 3/14/2024 is American, and 14/3/2024 is not; one such cell tells it of all.
  const isDayFirst = cells.some((cell) => Number(yearLast.exec(cell)?.[1] ?? 0) > 12);
  return (cell) => readDate(cell, axis.zone, isDayFirst);
}

function readDate(cell: string, zone: string | null, isDayFirst: boolean): number {
  if (/^\d{9,10}(\.\d+)?$/.test(cell)) return Number(cell) * 1000;
  if (/^\d{12,13}$/.test(cell)) return Number(cell);
  const first = yearFirst.exec(cell);
  if (first !== null) {
    const [, year, month, day = '1', ...rest] = first;
    return instantOf([year, month, day].map(Number), rest, zone);
  }
  const last = yearLast.exec(cell);
  if (last === null) return NaN;
  const [, a, separator, b, year, ...rest] = last;
  const [day, month] = separator !== '/' || isDayFirst ? [a, b] : [b, a];
  return instantOf([year, month, day].map(Number), rest, zone);
}

function instantOf(
  [year, month, day]: readonly number[],
  [hours = '0', minutes = '0', seconds = '0', offset]: readonly (string | undefined)[],
  zone: string | null,
): number {
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
  if (new Date(midnight).getUTCMonth() !== month - 1) return NaN;
  const local = midnight + (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  if (offset === undefined) return firstInstant(zone, local);
  if (offset === 'Z') return local;
  const sign = offset.startsWith('-') ? -1 : 1;
  return local - sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))) * 60_000;
}
