import { formatTime } from '../../../../src-engine/forecast/time/format-time.ts';
import type { TimeAxis } from '../../../../src-engine/spec/series-layout.ts';
import type { Understood } from '../../../contract/datasets/column-records.ts';
import type { ArrangedSeries } from './arranged-series.ts';

/** The most points, each a row or the least or largest of some. */
const mostPoints = 400;

/** Draws a column of the first series, thinned so that no peak is lost. Returns null where there are no rows. */
export function curveOf({ pieces, columns, time }: ArrangedSeries, column: string): Understood['curve'] {
  const place = columns.findIndex(({ name }) => name === column);
  const [first] = pieces;
  if (first === undefined || place < 0) return null;
  const own = pieces.filter(({ series }) => series === first.series);
  const rows = own.reduce((sum, { known }) => sum + known, 0);
  const share = Math.max(1, Math.ceil(rows / (mostPoints / 2)));
  const values = own.flatMap(({ columns: all, known }, n) => {
    const line = share === 1 ? [...all[place].subarray(0, known)] : thinned(all[place].subarray(0, known), share);
    return n === 0 ? line : [null, ...line];
  });
  const last = own[own.length - 1];
  return {
    column,
    series: first.series,
    from: timeText(time, first.times[0]),
    to: timeText(time, last.times[Math.max(0, last.known - 1)]),
    values: values.slice(0, 1000),
  };
}

/** Keeps the least and the largest value of every so many rows, in their order. */
function thinned(values: Float64Array, share: number): number[] {
  const kept: number[] = [];
  for (let start = 0; start < values.length; start += share) {
    const some = values.subarray(start, start + share);
    let low = 0;
    let high = 0;
    for (let n = 1; n < some.length; n++) {
      if (some[n] < some[low]) low = n;
      if (some[n] > some[high]) high = n;
    }
    kept.push(some[Math.min(low, high)]);
    if (low !== high) kept.push(some[Math.max(low, high)]);
  }
  return kept;
}

/** Rows that are counted have numbers from 1, as in tables. */
function timeText(axis: TimeAxis | null, time: number): string {
  return axis === null ? String(time + 1) : String(formatTime(axis, time));
}
