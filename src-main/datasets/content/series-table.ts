import type { SeriesRows } from '../../../src-engine/forecast/rows/series-rows.ts';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { SeriesLayout } from '../../../src-engine/spec/series-layout.ts';

export type SeriesContent = Extract<DatasetContent, { kind: 'series' }>;

/** Writes rows as a content `series` has them, in full precision. */
export function seriesContent(layout: SeriesLayout, pieces: readonly SeriesRows[]): SeriesContent {
  const { time, columns } = layout;
  const header = [...(time === null ? [] : [time.name]), ...columns.map(({ name }) => name)].map(quoted).join(',');
  const lines = pieces.flatMap((piece) =>
    Array.from({ length: piece.rows }, (_, row) => lineOf(piece, row, time !== null)),
  );
  return {
    kind: 'series',
    table: new TextEncoder().encode(`${[header, ...lines].join('\n')}\n`),
    layout: { ...layout, pieces: pieces.map(({ series, rows, known }) => ({ series, rows, known })) },
  };
}

function lineOf({ time, values }: SeriesRows, row: number, hasTime: boolean): string {
  const cells = values.map((column) => (Number.isNaN(column[row]) ? '' : String(column[row])));
  return hasTime ? [time[row], ...cells].join(',') : cells.join(',');
}

/** The reader of contents tells columns by their places, and the header by its end. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
