/** A row of a table in a text file. */
export interface TableRow {
  /** The line where it begins in the file, from 1. */
  line: number;
  /** By column; null means that it is no row, but something else. */
  cells: string[] | null;
}

/** Reads rows from a text that comes in pieces. */
export interface RowReader {
  /** Rows that end in this piece. Throws StudioError `invalid-data`. */
  push(piece: string): Iterable<TableRow>;
  /** The last row, where no line feed ended it. */
  end(): Iterable<TableRow>;
}

/** Longer rows are refused: what comes from outside must not decide how much memory is used. */
export const longestRow = 16 * 2 ** 20;
