import type { TimeAxis, TimeStep } from '../../../../src-engine/spec/series-layout.ts';
import { findStep } from '../../columns/time/find-step.ts';
import { positionsOn } from '../../columns/time/positions.ts';
import type { TimeColumn } from '../../columns/time/time-column.ts';
import { placeInZone } from './place-in-zone.ts';

/** Rows between which others are missing. Rows are those of the file's table, from 0. */
interface TimeGap {
  /** The rows before and after it, and their times. */
  after: number;
  before: number;
  from: number;
  to: number;
  /** The rows that are missing in between. */
  missing: number;
}

/** The rows of one series in the order of their times. */
interface OrderedSeries {
  /** Rows of the table, those of the same time in the order of the file. Rows without a time are left out. */
  rows: Int32Array;
  /** The times of these rows. */
  times: Float64Array;
}

/** All that is told of the times of a table, over all of its series. */
export interface TimeFacts {
  axis: TimeAxis;
  series: OrderedSeries[];
  /** The first and the last time; null where no row has one. */
  range: { first: number; last: number } | null;
  /** False where some rows are not where the step says. */
  isRegular: boolean;
  /** The share of rows that are a whole number of steps after the one before them, from 0 to 1. */
  regularity: number;
  gaps: TimeGap[];
  missingRows: number;
  /** Rows that have the time of the row before them in their series. */
  duplicates: number[];
  /** The rows that come earlier in time than one before them in the file, in their series, unless all go back in time. */
  unordered: number[];
  /** True where the file goes back in time. */
  isDescending: boolean;
  /** Rows in hours that daylight saving gives twice, told apart by their order; and rows in hours that it takes away. */
  repeated: number[];
  skipped: number[];
}

/**
 * Orders the rows of each series by time and finds their common step, unless it is known, gaps and duplicates. `groups` are the rows of
 * each series, in the order of the file.
 */
export function describeTimes(
  column: TimeColumn,
  zone: string | null,
  groups: readonly Int32Array[],
  known: TimeStep | null = null,
): TimeFacts {
  const placed = groups.map((rows) => placeGroup(column, zone, rows));
  const series = placed.map(({ times, rows }) => order(rows, times));
  const unique = series.map(({ times }) => times.filter((time, n) => n === 0 || time !== times[n - 1]));
  const { kind, decimals } = column;
  const step: TimeStep = known ?? findStep(unique, { kind, zone, decimals }) ?? unitStep(kind, decimals);
  const axis: TimeAxis = { kind, zone, step };
  const steps = series.map((one) => stepsOf(one, axis));
  const directions = placed.map(({ times }) => directionOf(times));
  const isDescending = directions.length > 0 && directions.every((direction) => direction < 0);
  const total = steps.reduce((sum, { count }) => sum + count, 0);
  const regular = steps.reduce((sum, one) => sum + one.regular, 0);
  const ends = series.filter(({ times }) => times.length > 0);
  const gaps = steps.flatMap((one) => one.gaps);
  return {
    axis,
    series,
    range:
      ends.length === 0
        ? null
        : {
            first: ends.reduce((least, { times }) => Math.min(least, times[0]), Infinity),
            last: ends.reduce((most, { times }) => Math.max(most, times[times.length - 1]), -Infinity),
          },
    isRegular: regular === total,
    regularity: total === 0 ? 1 : regular / total,
    gaps,
    missingRows: gaps.reduce((sum, { missing }) => sum + missing, 0),
    duplicates: steps.flatMap(({ duplicates }) => duplicates),
    unordered: placed.flatMap(({ times, rows }) => unorderedRows(times, rows, isDescending)),
    isDescending,
    repeated: placed.flatMap(({ repeated, rows }) => repeated.map((n) => rows[n])),
    skipped: placed.flatMap(({ skipped, rows }) => skipped.map((n) => rows[n])),
  };
}

/** A single row has no step: the usual one of its kind keeps forecasts going. */
function unitStep(kind: TimeColumn['kind'], decimals: number): TimeStep {
  return kind === 'number' ? { unit: 'number', count: 1, decimals } : { unit: 'day', count: 1 };
}

function placeGroup({ kind, times, offsets }: TimeColumn, zone: string | null, rows: Int32Array) {
  const own = {
    times: Float64Array.from(rows, (row) => times[row]),
    offsets: Float64Array.from(rows, (row) => offsets[row]),
  };
  const placed = kind === 'date' ? placeInZone(own, zone) : { times: own.times, repeated: [], skipped: [] };
  return { ...placed, rows };
}

function order(rows: Int32Array, times: Float64Array): OrderedSeries {
  const known = Int32Array.from(times.keys())
    .filter((n) => !Number.isNaN(times[n]))
    .sort((a, b) => times[a] - times[b] || a - b);
  return { rows: known.map((n) => rows[n]), times: Float64Array.from(known, (n) => times[n]) };
}

/** Positive where more rows come after the ones before them than before. */
function directionOf(times: Float64Array): number {
  let direction = 0;
  for (let n = 1; n < times.length; n++) direction += Math.sign(times[n] - times[n - 1]) || 0;
  return direction;
}

function unorderedRows(times: Float64Array, rows: Int32Array, isDescending: boolean): number[] {
  const unordered: number[] = [];
  let furthest = isDescending ? Infinity : -Infinity;
  for (let n = 0; n < times.length; n++) {
    const time = times[n];
    if (isDescending ? time > furthest : time < furthest) unordered.push(rows[n]);
    else if (!Number.isNaN(time)) furthest = time;
  }
  return unordered;
}

function stepsOf({ rows, times }: OrderedSeries, axis: TimeAxis) {
  const positions = positionsOn(times, axis);
  const found = { count: 0, regular: 0, gaps: [] as TimeGap[], duplicates: [] as number[] };
  for (let n = 1; n < times.length; n++) {
    const apart = positions[n] - positions[n - 1];
    if (times[n] === times[n - 1]) {
      found.duplicates.push(rows[n]);
      continue;
    }
    found.count++;
    if (Number.isInteger(Math.round(apart * 1e6) / 1e6)) found.regular++;
    const missing = Math.round(apart) - 1;
    if (missing < 1) continue;
    found.gaps.push({ after: rows[n - 1], before: rows[n], from: times[n - 1], to: times[n], missing });
  }
  return found;
}
