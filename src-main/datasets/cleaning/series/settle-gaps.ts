import { timeAfter } from '../../../../src-engine/forecast/time/next-times.ts';
import type { TimeAxis } from '../../../../src-engine/spec/series-layout.ts';
import { positionsOn } from '../../columns/time/positions.ts';
import { rowsAt, type ColumnScale, type SeriesRows } from './series-rows.ts';
import { fillValues, interpolateValues } from './settle-missing.ts';

/** Cuts a series wherever times without a row lie between two, and wherever rows are closer than a step. Keeps all rows. */
export function splitAtGaps(rows: SeriesRows, axis: TimeAxis): SeriesRows[] {
  const positions = positionsOn(rows.times, axis);
  const starts = Array.from(positions.keys()).filter(
    (n) => n > 0 && Math.abs(positions[n] - positions[n - 1] - 1) > 1e-6,
  );
  return [0, ...starts].map((start, n) => {
    const end = starts[n] ?? rows.times.length;
    return {
      times: rows.times.subarray(start, end),
      columns: rows.columns.map((values) => values.subarray(start, end)),
    };
  });
}

/** Returns how many rows a series has once every step from its first row to its last one has one. */
export function rowsOnGrid(times: Float64Array, axis: TimeAxis): number {
  const positions = positionsOn(times, axis);
  return times.length === 0 ? 0 : Math.floor(positions[positions.length - 1] + 1e-6) + 1;
}

/**
 * Puts a row at every step from the first row on: the rows that are there, and others with the value before them or one on the line
 * between their neighbours. Rows between two steps are only drawn upon. Times must differ.
 */
export function fillGaps(
  rows: SeriesRows,
  axis: TimeAxis,
  treatment: 'fill' | 'interpolate',
  scales: readonly ColumnScale[],
): SeriesRows {
  const { times } = rows;
  const positions = positionsOn(times, axis);
  const count = rowsOnGrid(times, axis);
  const present = new Map(Array.from(positions, (position, n) => [position, n]));
  if (count === times.length && present.has(count - 1)) return rows;
  const at = timeAfter({ axis, last: times[0] });
  const grid = Float64Array.from({ length: count }, (_, step) => times[present.get(step) ?? -1] ?? at(step));
  const together = merge(rows, grid);
  const columns = together.columns.map((values, place) =>
    treatment === 'fill' ? fillValues(values) : interpolateValues(values, together.times, scales[place]),
  );
  const wanted = new Set(grid);
  const places = Int32Array.from(together.times.keys()).filter((n) => wanted.has(together.times[n]));
  return rowsAt({ times: together.times, columns }, places);
}

/** Puts rows without values at the times of a grid that have none, in order. */
function merge({ times, columns }: SeriesRows, grid: Float64Array): SeriesRows {
  const known = new Set(times);
  const added = grid.filter((time) => !known.has(time));
  const all = new Float64Array(times.length + added.length);
  all.set(times);
  all.set(added, times.length);
  const order = Int32Array.from(all.keys()).sort((a, b) => all[a] - all[b]);
  const padded = columns.map((values) => {
    const longer = new Float64Array(all.length).fill(NaN);
    longer.set(values);
    return longer;
  });
  return rowsAt({ times: all, columns: padded }, order);
}
