import type { FoundColumn } from '../columns/column-facts.ts';
import { isNamed } from './column-names.ts';

/** The most different numbers that may be labels. */
const mostNumberedLabels = 50;

/** Columns by what they may be. None is in two lists, but for those of `mayLabel`. */
export interface TableParts {
  texts: FoundColumn[];
  categories: FoundColumn[];
  times: FoundColumn[];
  numbers: FoundColumn[];
  /** Columns that number or name the rows, and say nothing about them. */
  rowNumbers: FoundColumn[];
  /** Categories, and numbers that come again so often that they may be labels. */
  mayLabel: FoundColumn[];
}

export type Cells = (column: FoundColumn) => readonly string[];

export function partsOf(columns: readonly FoundColumn[], cellsOf: Cells): TableParts {
  const held = columns.filter(({ holds }) => holds !== 'empty' && holds !== 'list');
  const rowNumbers = held.filter((column) => isRowNumber(column, cellsOf(column)) && held.length > 2);
  const others = held.filter((column) => !rowNumbers.includes(column));
  const dates = others.filter(({ holds }) => holds === 'time');
  const numbered = others.filter((column) => column.holds === 'number' && isNumberedTime(column, cellsOf(column)));
  const times = dates.length > 0 ? dates : numbered.slice(0, 1);
  const numbers = others.filter((column) => column.holds === 'number' && !times.includes(column));
  const names = numbers.length === 0 ? [] : others.filter((column) => isSeriesName(column, cellsOf(column)));
  const categories = others.filter((column) => column.holds === 'category' || names.includes(column));
  return {
    texts: others.filter((column) => column.holds === 'text' && !names.includes(column)),
    categories,
    times,
    numbers,
    rowNumbers,
    mayLabel: others.filter((column) => column.holds === 'category' || (numbers.includes(column) && mayLabel(column))),
  };
}

function mayLabel({ distinct, cells, name }: FoundColumn): boolean {
  if (distinct < 2 || distinct > mostNumberedLabels) return false;
  return distinct <= cells / 2 || (isNamed('label', name) && distinct < cells) || cells < 10;
}

/** Beside numbers, words that come again row after row, or under a name that says so, name series: too many for categories. */
function isSeriesName({ name, holds, distinct }: FoundColumn, cells: readonly string[]): boolean {
  if (holds !== 'text' || distinct > cells.length / 2) return false;
  const beginnings = cells.filter((cell, row) => row === 0 || cell !== cells[row - 1]).length;
  return isNamed('series', name) || beginnings === distinct;
}

/** Times of day, years and the like rise from row to row, or begin anew with each series. */
function isNumberedTime({ name, distinct }: FoundColumn, cells: readonly string[]): boolean {
  if (!isNamed('time', name) || distinct < 2) return false;
  const numbers = cells.map(Number).filter((value) => !Number.isNaN(value));
  const falls = numbers.filter((value, n) => n > 0 && value < numbers[n - 1]);
  const beginAnew = falls.every((value) => value === numbers[0]);
  return beginAnew || distinct > 12;
}

/** Rows that are numbered one by one. */
function isRowNumber({ name, whole, distinct, cells, empty }: FoundColumn, values: readonly string[]): boolean {
  if (!whole || empty > 0 || distinct < Math.min(cells, 10_000) || !isNamed('rowNumber', name)) return false;
  const first = Number(values[0]);
  return (first === 0 || first === 1) && values.every((value, n) => Number(value) === first + n);
}

/** Tells whether no two rows agree in all of these columns. */
export function areUnique(columns: readonly FoundColumn[], cellsOf: Cells): boolean {
  const cells = columns.map(cellsOf);
  const seen = new Set<string>();
  return (cells[0] ?? []).every((_, row) => {
    const key = JSON.stringify(cells.map((column) => column[row]));
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** Tells whether a column has one value within each group of rows, of which there are several with several rows. */
export function isConstantWithin(groups: FoundColumn, column: FoundColumn, cellsOf: Cells): boolean {
  const values = cellsOf(column);
  const known = new Map<string, string>();
  const isConstant = cellsOf(groups).every((group, row) => {
    const value = known.get(group) ?? values[row];
    known.set(group, value);
    return value === values[row];
  });
  return isConstant && known.size > 1 && known.size <= values.length / 2;
}
