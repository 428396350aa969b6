import { csvOf } from '../files/csv.ts';

/** Rows × columns, row after row. */
export interface HeatMatrix {
  rows: number;
  columns: number;
  values: Float32Array;
}

/** The values as RFC 4180 text: the names of the columns, then a named row for each of the matrix. */
export function matrixCsv(
  { rows, columns, values }: HeatMatrix,
  rowLabel: (row: number) => string,
  columnLabel: (column: number) => string,
): string {
  const head = ['', ...Array.from({ length: columns }, (_, column) => columnLabel(column))];
  const lines = Array.from({ length: rows }, (_, row) => [
    rowLabel(row),
    ...values.subarray(row * columns, (row + 1) * columns),
  ]);
  return csvOf([head, ...lines]);
}
