import { formatTime } from '../../../src-engine/forecast/time/format-time.ts';
import type { LabelledSeriesLayout, SeriesLayout } from '../../../src-engine/spec/series-layout.ts';
import type { SeriesRowsRecord } from '../../contract/datasets/dataset-views.ts';
import type { DatasetRow } from '../../db/dataset-table.ts';
import type { StoredPieces } from './stored-pieces.ts';

type Row = SeriesRowsRecord['rows'][number];

/** A piece of either layout. */
interface Piece {
  series: string | null;
  rows: number;
  known: number;
  label: string | null;
}

/** Reads rows of a stored table of numbers over time, as they are shown. */
export async function readSeriesRows(
  { kind, layout: stored }: Pick<DatasetRow, 'kind' | 'layout'>,
  content: StoredPieces,
  { first, count }: { first: number; count: number },
): Promise<SeriesRowsRecord> {
  if (kind !== 'series' && kind !== 'labelled-series') return { columns: [], total: 0, rows: [] };
  const layout = JSON.parse(stored ?? '{}') as SeriesLayout | LabelledSeriesLayout;
  const pieces = piecesOf(layout);
  const total = pieces.reduce((sum, { rows }) => sum + rows, 0);
  // The header is one line.
  const lines = await content.lines(first + 1, Math.max(0, Math.min(count, total - first)));
  const places = placesFrom(pieces, first);
  return {
    columns: layout.columns.map((column) => ({ name: column.name, role: 'role' in column ? column.role : 'read' })),
    total,
    rows: lines.map((line) => rowOf(line, layout, places.next().value)),
  };
}

function piecesOf(layout: SeriesLayout | LabelledSeriesLayout): Piece[] {
  if ('classes' in layout) {
    const { classes, pieces } = layout;
    return pieces.map(({ series, rows, label }) => ({ series, rows, known: rows, label: classes[label] }));
  }
  return layout.pieces.map((piece) => ({ ...piece, label: null }));
}

interface Place {
  piece: Piece;
  /** The number of the row in its piece, from 0. */
  row: number;
}

/** The places of rows, from one row of the whole content on. */
function* placesFrom(pieces: readonly Piece[], first: number): Generator<Place, Place> {
  let toSkip = first;
  for (const piece of pieces) {
    for (let row = Math.min(toSkip, piece.rows); row < piece.rows; row++) yield { piece, row };
    toSkip = Math.max(0, toSkip - piece.rows);
  }
  throw new Error('There are more lines than the layout says.');
}

function rowOf(line: string, { time, columns }: SeriesLayout | LabelledSeriesLayout, { piece, row }: Place): Row {
  const cells = line.split(',');
  const values = time === null ? cells : cells.slice(1);
  return {
    series: piece.series,
    label: piece.label,
    time: time === null ? String(row + 1) : String(formatTime(time, Number(cells[0]))),
    cells: columns.map(({ categories }, place) => shown(values[place] ?? '', categories)),
    isPlan: row >= piece.known,
    beginsPiece: row === 0,
  };
}

function shown(cell: string, categories: readonly string[] | null): string | null {
  if (cell === '') return null;
  return categories === null ? cell : (categories[Number(cell)] ?? null);
}
