import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { SeriesColumn, SeriesLayout, SeriesPiece, SeriesTime } from '../../../src-engine/spec/series-layout.ts';

export const monthly: SeriesTime = { name: 't', kind: 'date', zone: null, step: { unit: 'month', count: 1, day: 1 } };

export type SeriesContent = Extract<DatasetContent, { kind: 'series' }>;

export interface MadeSeries {
  time?: SeriesTime | null;
  columns: SeriesColumn[];
  /** Rows of each piece, a number or null for each column. */
  pieces: { series?: string | null; known?: number; rows: (number | null)[][] }[];
  horizon?: number | null;
}

/** A content as an import stores it. Times are months from January 2000 on. */
export function seriesContent({ time = monthly, columns, pieces, horizon = null }: MadeSeries): SeriesContent {
  const header = [...(time === null ? [] : [time.name]), ...columns.map(({ name }) => name)];
  const lines = pieces.flatMap(({ rows }) =>
    rows.map((row, n) => [...(time === null ? [] : [month(n)]), ...row.map((cell) => cell ?? '')].join(',')),
  );
  const layout: SeriesLayout = {
    version: 1,
    time,
    columns,
    pieces: pieces.map(({ series = null, rows, known = rows.length }): SeriesPiece => ({
      series,
      rows: rows.length,
      known,
    })),
    horizon,
  };
  return { kind: 'series', table: new TextEncoder().encode(`${[header.join(','), ...lines].join('\n')}\n`), layout };
}

export const predicted: SeriesColumn = { name: 'value', role: 'predict', categories: null };

/** A season of 12 rows on a slope, and a little of what looks like chance. */
export function seasonal(count: number, { level = 50, size = 10, slope = 0.1, noise = 1 } = {}): number[] {
  return Array.from(
    { length: count },
    (_, n) => level + slope * n + size * Math.sin((2 * Math.PI * n) / 12) + noise * Math.sin(n * n * 1.7),
  );
}

function month(n: number): number {
  return Date.UTC(2000 + Math.floor(n / 12), n % 12, 1);
}
