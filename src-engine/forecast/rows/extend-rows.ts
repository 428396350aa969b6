import type { PreparedColumn } from '../../spec/preparation-spec.ts';
import type { TimeAxis } from '../../spec/series-layout.ts';
import { timeAfter } from '../time/next-times.ts';
import type { SeriesRows } from './series-rows.ts';

/** Rows that reach to the end of a forecast, and what had to be taken for known to get there. */
export interface ExtendedRows {
  rows: SeriesRows;
  /** The names of the known-ahead columns that were filled in. */
  assumed: string[];
}

interface Extension {
  axis: TimeAxis | null;
  season: number | null;
  origin: number;
  end: number;
  /** The row before which it is told what was filled in: those after it are read, but not forecast. */
  told: number;
}

/**
 * Rows up to `end`, of which those before `origin` are known. The times go on step by step. What is not planned of a known-ahead column is
 * taken from a season before, or from the row before where there is no season. Values of other columns are unknown from the origin on.
 */
export function extendRows(
  { series, rows: given, time, values }: SeriesRows,
  columns: readonly PreparedColumn[],
  { axis, season, origin, end, told }: Extension,
): ExtendedRows {
  const assumed: string[] = [];
  const extended = columns.map(({ name, role }, column) => {
    const all = new Float64Array(end).fill(NaN);
    all.set(values[column].subarray(0, role === 'known-ahead' ? Math.min(given, end) : origin));
    if (role === 'known-ahead' && fillAhead(all, { origin, season, told })) assumed.push(name);
    return all;
  });
  return { rows: { series, rows: end, known: origin, time: timesUntil(time, axis, end), values: extended }, assumed };
}

/** Tells whether anything was missing before the row `told`. */
function fillAhead(
  values: Float64Array,
  { origin, season, told }: Pick<Extension, 'origin' | 'season' | 'told'>,
): boolean {
  let isFilled = false;
  for (let row = origin; row < values.length; row++) {
    if (!Number.isNaN(values[row])) continue;
    isFilled ||= row < told;
    values[row] = values[row - Math.min(season ?? 1, row)];
  }
  return isFilled;
}

function timesUntil(time: Float64Array, axis: TimeAxis | null, end: number): Float64Array {
  const all = new Float64Array(end);
  all.set(time.subarray(0, end));
  if (end <= time.length) return all;
  const at = timeAfter({ axis, last: time[time.length - 1] });
  for (let row = time.length; row < end; row++) all[row] = at(row - time.length + 1);
  return all;
}
