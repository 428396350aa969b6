import { lowerBound } from '../../charts/lines/thin.ts';
import type { HistoryRecord } from '../../../src-main/contract/forecasting/forecast-records.ts';
import type { SeriesAxis } from './series-axis.ts';

/**
 * One column of one series as a chart draws it. Where rows are many a point stands for a bucket of them: then there are two points, its
 * smallest and its largest value, at one x.
 */
export interface ShownSeries {
  x: Float64Array;
  y: Float64Array;
  /** The first row of each point's bucket. */
  rows: Float64Array;
  /** The x at which a part after a gap begins. */
  breaks: number[];
  /** Rows with known values; forecasts can begin at each of them but the first, and after the last. */
  known: number;
}

export function shownSeries(history: HistoryRecord, columnName: string, axis: SeriesAxis): ShownSeries {
  const column = history.columns.find(({ name }) => name === columnName);
  const x: number[] = [];
  const y: number[] = [];
  const rows: number[] = [];
  const push = (bucket: number, value: number | null | undefined) => {
    if (value === null || value === undefined) return;
    x.push(axis.toX(history.times[bucket]));
    y.push(value);
    rows.push(history.rows[bucket]);
  };
  history.rows.forEach((_, bucket) => {
    const [low, high] = [column?.min[bucket], column?.max[bucket]];
    push(bucket, low);
    if (high !== low) push(bucket, high);
  });
  const place = rowPlaces(history, axis);
  const starts = history.pieces.slice(1).map(({ first }) => first);
  return {
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    rows: Float64Array.from(rows),
    breaks: starts.filter((row) => row >= (rows[0] ?? 0) && row <= (rows.at(-1) ?? 0)).map(place.xOfRow),
    known: knownRows(history),
  };
}

/** The number of the row after the last whose values are known. */
export const knownRows = ({ pieces }: Pick<HistoryRecord, 'pieces'>): number =>
  pieces.reduce((last, { first, known }) => (known > 0 ? first + known : last), 0);

/** All rows of a series, planned ones included. */
export const allRows = ({ pieces }: Pick<HistoryRecord, 'pieces'>): number =>
  pieces.reduce((last, { first, rows }) => Math.max(last, first + rows), 0);

export interface RowPlaces {
  /** The x of a row, between those of two buckets in proportion. */
  xOfRow(row: number): number;
  /** The row nearest to an x. */
  rowAt(x: number): number;
}

/** The way between rows and times of what is shown; beyond its ends it goes on at the pace of the last step. */
export function rowPlaces({ rows, times }: Pick<HistoryRecord, 'rows' | 'times'>, axis: SeriesAxis): RowPlaces {
  const ownRows = Float64Array.from(rows);
  const ownX = Float64Array.from(times, (time) => axis.toX(time));
  return {
    xOfRow: (row) => interpolate(ownRows, ownX, row),
    rowAt: (x) => Math.round(interpolate(ownX, ownRows, x)),
  };
}

function interpolate(from: Float64Array, to: Float64Array, value: number): number {
  const last = from.length - 1;
  if (last < 1) return (to[0] ?? 0) + (last === 0 ? value - from[0] : 0);
  const after = Math.min(last, Math.max(1, lowerBound(from, value)));
  const share = (value - from[after - 1]) / (from[after] - from[after - 1]);
  return to[after - 1] + share * (to[after] - to[after - 1]);
}

/** The values before an origin, and those that came after it. */
export function splitAt(series: ShownSeries, origin: number): { before: ShownSeries; after: ShownSeries } {
  const place = lowerBound(series.rows, origin);
  const part = (from: number, to: number): ShownSeries => ({
    ...series,
    x: series.x.subarray(from, to),
    y: series.y.subarray(from, to),
    rows: series.rows.subarray(from, to),
  });
  return { before: part(0, place), after: part(place, series.x.length) };
}
