import type { ContentInTime } from '../../../contract/datasets/import-content.ts';
import type { NumberTable } from './number-table.ts';
import type { SeriesRows } from './series-rows.ts';

/** The columns of a table by what is known of them when a forecast is made, as places. */
export interface ColumnParts {
  all: number[];
  predict: number[];
  /** Columns that are known for the rows to forecast too. */
  ahead: number[];
}

export function columnParts({ columns }: NumberTable, content: ContentInTime): ColumnParts {
  const all = Array.from(columns.keys());
  if (content.kind === 'labelled-series') return { all, predict: [], ahead: [] };
  const among = (names: readonly string[]) => all.filter((place) => names.includes(columns[place].name));
  return { all, predict: among(content.predict), ahead: among(content.knownAhead) };
}

/** The ends of a series: that of the rows that are known, and that of the plans after them. */
export interface SeriesEnds {
  known: number;
  rows: number;
}

/**
 * Finds the rows at the end of a series that are plans: nothing of what is predicted is known in them, but values of known-ahead columns.
 * Without such columns all rows count as known.
 */
export function endsOf({ times, columns }: SeriesRows, { predict, ahead }: ColumnParts): SeriesEnds {
  if (ahead.length === 0) return { known: times.length, rows: times.length };
  const has = (places: readonly number[], row: number) => places.some((place) => !Number.isNaN(columns[place][row]));
  let known = times.length;
  while (known > 0 && !has(predict, known - 1)) known--;
  let rows = known;
  while (rows < times.length && has(ahead, rows)) rows++;
  return { known, rows };
}

/** Calls back for each value that is missing: of all columns in known rows, and of known-ahead ones in plans. */
export function eachMissing(
  rows: SeriesRows,
  parts: ColumnParts,
  ends: SeriesEnds,
  found: (row: number, column: number) => void,
): void {
  for (let row = 0; row < ends.rows; row++) {
    for (const column of row < ends.known ? parts.all : parts.ahead) {
      if (Number.isNaN(rows.columns[column][row])) found(row, column);
    }
  }
}
