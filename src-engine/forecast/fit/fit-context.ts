import type { PreparationReason } from '../../spec/preparation-spec.ts';
import type { SeriesLayout } from '../../spec/series-layout.ts';
import type { SeriesRows } from '../rows/series-rows.ts';

/** All that a preparation may be fitted to: the training part of a table, and nothing of what comes after it. */
export interface FitContext {
  layout: SeriesLayout;
  /** The pieces without the rows that are held back. */
  pieces: readonly SeriesRows[];
  /** Known rows of all pieces. */
  rows: number;
  /** Known rows of the longest piece. */
  longest: number;
}

/** A choice, and why it was made. */
export interface Chosen<T> {
  value: T;
  reasons: PreparationReason[];
}

/** Cuts every piece to its first rows that train; what is not known ahead is not there any more. */
export function trainingPart(
  layout: SeriesLayout,
  pieces: readonly SeriesRows[],
  training: readonly number[],
): FitContext {
  const cut = pieces.map((piece, n): SeriesRows => {
    const rows = training[n];
    const values = piece.values.map((column) => column.slice(0, rows));
    return { series: piece.series, rows, known: rows, time: piece.time.slice(0, rows), values };
  });
  const counts = cut.map(({ known }) => known);
  return {
    layout,
    pieces: cut,
    rows: counts.reduce((sum, known) => sum + known, 0),
    longest: Math.max(0, ...counts),
  };
}
