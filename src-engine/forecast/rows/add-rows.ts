import type { SeriesRows } from './series-rows.ts';
import { timeAfter } from '../time/next-times.ts';
import type { TimeAxis } from '../../spec/series-layout.ts';

/** Rows of a table, and those of them that were added to the ones that a network was trained on. */
export interface AddedRows {
  pieces: SeriesRows[];
  /** By series, the first row that is new; rows are counted over the pieces of a series. */
  newFrom: Map<string | null, number>;
}

/**
 * Adds new rows of the same columns to each series. They take the place of rows of the same time and later, and go on with the last piece
 * where they begin a step after it. Rows that are only counted follow the others, unless they begin with these themselves.
 */
export function addRows(own: readonly SeriesRows[], added: readonly SeriesRows[], axis: TimeAxis | null): AddedRows {
  const names = new Set([...own, ...added].map(({ series }) => series));
  const newFrom: AddedRows['newFrom'] = new Map();
  const pieces = [...names].flatMap((series) => {
    const before = own.filter((piece) => piece.series === series);
    const after = added.filter((piece) => piece.series === series);
    const [first] = after;
    if (first === undefined) return before;
    const kept =
      axis === null ? keptOfCounted(before, first) : before.flatMap((piece) => rowsUntil(piece, first.time[0]));
    newFrom.set(series, countRows(kept));
    return withPlans(joined(kept, after, axis), before.at(-1), axis);
  });
  return { pieces, newFrom };
}

function countRows(pieces: readonly SeriesRows[]): number {
  return pieces.reduce((sum, { rows }) => sum + rows, 0);
}

/** Adds the plans of a piece that go on where the last row now ends. */
function withPlans(pieces: SeriesRows[], planned: SeriesRows | undefined, axis: TimeAxis | null): SeriesRows[] {
  const last = pieces.at(-1);
  if (planned === undefined || last === undefined) return pieces;
  const end = axis === null ? last.rows : last.time[last.rows - 1];
  const first = planned.time.findIndex(
    (time, row) => row >= planned.known && (axis === null ? row >= end : time > end),
  );
  if (first < 0) return pieces;
  const plans = lastRows(planned, first);
  return followsOn(last, plans, axis) ? [...pieces.slice(0, -1), concatenation(last, plans, axis)] : pieces;
}

/** The known rows before a time. */
function rowsUntil(piece: SeriesRows, time: number): SeriesRows[] {
  const end = piece.time.subarray(0, piece.known).findIndex((each) => each >= time);
  const rows = end < 0 ? piece.known : end;
  return rows === 0 ? [] : [firstRows(piece, rows)];
}

function keptOfCounted(before: readonly SeriesRows[], first: SeriesRows): SeriesRows[] {
  const [own] = before;
  const isRepeated =
    before.length === 1 &&
    first.known >= own.known &&
    own.values.every((column, n) =>
      column.subarray(0, own.known).every((value, row) => Object.is(value, first.values[n][row])),
    );
  return isRepeated ? [] : before.map((piece) => firstRows(piece, piece.known));
}

function firstRows(piece: SeriesRows, rows: number): SeriesRows {
  return {
    ...piece,
    rows,
    known: rows,
    time: piece.time.subarray(0, rows),
    values: piece.values.map((column) => column.subarray(0, rows)),
  };
}

/** The rows from one on, which are all plans. */
function lastRows(piece: SeriesRows, from: number): SeriesRows {
  return {
    ...piece,
    rows: piece.rows - from,
    known: 0,
    time: piece.time.subarray(from),
    values: piece.values.map((column) => column.subarray(from)),
  };
}

function joined(before: SeriesRows[], after: readonly SeriesRows[], axis: TimeAxis | null): SeriesRows[] {
  const last = before.at(-1);
  const [first, ...others] = after;
  if (last === undefined || !followsOn(last, first, axis)) return [...before, ...after];
  return [...before.slice(0, -1), concatenation(last, first, axis), ...others];
}

/** Rows after others; plans have no known rows after them. */
function concatenation(last: SeriesRows, first: SeriesRows, axis: TimeAxis | null): SeriesRows {
  const rows = last.rows + first.rows;
  return {
    series: last.series,
    rows,
    known: first.known === 0 ? last.known : last.rows + first.known,
    time: axis === null ? Float64Array.from({ length: rows }, (_, row) => row) : concatenated(last.time, first.time),
    values: last.values.map((column, n) => concatenated(column, first.values[n])),
  };
}

/** Tells whether the rows begin one step after the last of others; written numbers are rounded. */
function followsOn(last: SeriesRows, first: SeriesRows, axis: TimeAxis | null): boolean {
  if (axis === null) return true;
  const next = timeAfter({ axis, last: last.time[last.rows - 1] })(1);
  const step = next - last.time[last.rows - 1];
  return Math.abs(first.time[0] - next) <= Math.abs(step) / 100;
}

function concatenated(first: Float64Array, second: Float64Array): Float64Array {
  const all = new Float64Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
