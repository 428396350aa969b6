import type { KnownTable } from './known-table.ts';
import type { TimeColumn } from '../../columns/time/time-column.ts';

/** Names of rows: of their series, or of their labels. */
export interface NamedRows {
  names: string[];
  /** By row: the place of its name. */
  numbers: Float64Array;
}

/** A column of values, by row; NaN where there is none. */
export interface ValueColumn {
  name: string;
  values: Float64Array;
  /** The categories that the values are places of; null for numbers. */
  categories: string[] | null;
}

/** A table of numbers in the order of its files, column by column. */
export interface NumberTable {
  rows: number;
  time: { name: string; column: TimeColumn } | null;
  series: NamedRows | null;
  label: NamedRows | null;
  columns: ValueColumn[];
  /** Columns of the file that are not read, and that may tell series apart. */
  mayNameSeries: string[];
  /** By row: its line in its file. */
  lines: Float64Array;
  /** The first row of each file. */
  files: { path: string; first: number }[];
  /** A larger table like this one, by which it is read; null where there is none. */
  known: KnownTable | null;
  /** Cells that are no values and not empty, as they are written; at most a hundred. */
  odd: { row: number; column: string; cell: string }[];
}

/** Returns the file that a row is in, and its line there. */
export function lineOf({ files, lines }: NumberTable, row: number): { file: string | null; line: number } {
  const file = files.findLast(({ first }) => first <= row);
  return { file: file?.path ?? null, line: lines[row] };
}
