import { trainingRows } from '../../../src-engine/forecast/rows/training-rows.ts';
import type { SeriesRows } from '../../../src-engine/forecast/rows/series-rows.ts';
import { formatTime } from '../../../src-engine/forecast/time/format-time.ts';
import type { HistoryInput, HistoryRecord } from '../../contract/forecasting/forecast-records.ts';
import type { RunRows } from '../../datasets/content/new-rows.ts';

/** A piece, and the number of its first row among all of its series. */
export interface PlacedPiece {
  piece: SeriesRows;
  first: number;
}

/** Counts the rows of a series over its pieces. */
export function placedPieces(pieces: readonly SeriesRows[], series: string | null): PlacedPiece[] {
  let rows = 0;
  return pieces
    .filter((piece) => piece.series === series)
    .map((piece) => {
      const first = rows;
      rows += piece.rows;
      return { piece, first };
    });
}

/** Returns for each piece the number of its first row among all of its series. */
export function firstRows(pieces: readonly SeriesRows[]): number[] {
  const rows = new Map<string | null, number>();
  return pieces.map((piece) => {
    const first = rows.get(piece.series) ?? 0;
    rows.set(piece.series, first + piece.rows);
    return first;
  });
}

/** Returns the rows of one series for a chart: each as it is, or in buckets of which the ranges are told. */
export function seriesHistory(
  { layout, pieces, own, newFrom }: RunRows,
  { series, from, to, maxPoints }: Pick<HistoryInput, 'series' | 'from' | 'to' | 'maxPoints'>,
  held: { fraction: number; horizon: number },
): HistoryRecord {
  const shown = series ?? pieces[0]?.series ?? null;
  const placed = placedPieces(pieces, shown);
  const end = placed.reduce((rows, { piece }) => rows + piece.rows, 0);
  const buckets = bucketsOf(placed, { from, to: Math.min(to ?? end, end), maxPoints });
  const timeOf = ({ piece, first, row }: Bucket) =>
    layout.time === null ? first + row : formatTime(layout.time, piece.time[row]);
  return {
    time: layout.time,
    allSeries: [...new Set(pieces.flatMap((piece) => piece.series ?? []))],
    series: shown,
    pieces: placed.map(({ piece, first }) => ({ first, rows: piece.rows, known: piece.known })),
    validationFrom: validationFrom(own, shown, held),
    newFrom: newFrom.get(shown) ?? null,
    rows: buckets.map(({ first, row }) => first + row),
    times: buckets.map(timeOf),
    columns: layout.columns.map(({ name, role, categories }, column) => ({
      name,
      role,
      categories,
      ...rangesOf(buckets, column),
    })),
  };
}

interface Bucket extends PlacedPiece {
  /** The first row, counted in the piece, and the one before which it ends. */
  row: number;
  end: number;
}

/** Rows in buckets of one size, none of which reaches over a gap. */
function bucketsOf(
  placed: readonly PlacedPiece[],
  { from, to, maxPoints }: { from: number; to: number; maxPoints: number },
): Bucket[] {
  const size = Math.max(1, Math.ceil((to - from) / maxPoints));
  return placed.flatMap(({ piece, first }) => {
    const start = Math.max(0, from - first);
    const end = Math.min(piece.rows, to - first);
    const count = Math.max(0, Math.ceil((end - start) / size));
    return Array.from({ length: count }, (_, n): Bucket => {
      const row = start + n * size;
      return { piece, first, row, end: Math.min(end, row + size) };
    });
  });
}

function rangesOf(buckets: readonly Bucket[], column: number): Pick<HistoryRecord['columns'][number], 'min' | 'max'> {
  const ranges = buckets.map(({ piece, row, end }) => {
    let [min, max] = [Infinity, -Infinity];
    for (const value of piece.values[column].subarray(row, end)) {
      if (value < min) min = value;
      if (value > max) max = value;
    }
    return min <= max ? { min, max } : { min: null, max: null };
  });
  return { min: ranges.map(({ min }) => min), max: ranges.map(({ max }) => max) };
}

/** The first row of a series that the training held back; null where it held back none. */
function validationFrom(
  own: readonly SeriesRows[],
  series: string | null,
  held: { fraction: number; horizon: number },
): number | null {
  const training = trainingRows(own, held);
  for (const { piece, first } of placedPieces(own, series)) {
    const rows = training[own.indexOf(piece)];
    if (rows < piece.known) return first + rows;
  }
  return null;
}
