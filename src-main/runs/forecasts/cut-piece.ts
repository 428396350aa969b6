import type { SeriesRows } from '../../../src-engine/forecast/rows/series-rows.ts';
import type { ForecastPreparation } from '../../../src-engine/spec/preparation-spec.ts';

/** A part of a piece, and the place in it of the row that was asked about. */
export interface CutPiece {
  piece: SeriesRows;
  row: number;
}

/**
 * Returns the rows that a forecast of `horizon` rows from a row on can depend on, so that a long table does not have to be sent for each
 * of them. The scale of a series that the network does not know is measured on all of its rows: such a one stays whole.
 */
export function cutPiece(
  piece: SeriesRows,
  row: number,
  { history, season, series, ...trained }: Pick<ForecastPreparation, 'history' | 'season' | 'series' | 'horizon'>,
  horizon: number,
): CutPiece {
  if (!series.some(({ name }) => name === piece.series)) return { piece, row };
  // A roll-out repeats the last season of columns that are only read, and of those whose plans end.
  const from = Math.max(0, row - history - (season ?? 1));
  const read = Math.ceil(horizon / trained.horizon) * trained.horizon;
  const to = Math.min(piece.rows, row + read);
  if (from === 0 && to === piece.rows) return { piece, row };
  const part = {
    ...piece,
    rows: to - from,
    known: Math.min(piece.known, to) - from,
    time: piece.time.subarray(from, to),
    values: piece.values.map((column) => column.subarray(from, to)),
  };
  return { piece: part, row: row - from };
}
