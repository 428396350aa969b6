import { EngineError } from '../spec/engine-error.ts';
import { readCsvRows } from './csv-rows.ts';
import type { CsvDelimiter, CsvRow } from './csv-rows.ts';
import { parseNumber } from './parse-number.ts';

/** A series of R rows, each a point in time. */
export interface NumericSeries {
  readonly rows: number;
  /** (R, F): what a network reads. */
  readonly features: NumericColumns;
  /** (R, O): what it is to predict. */
  readonly targets: NumericColumns;
}

interface NumericColumns {
  readonly names: readonly string[];
  /** (R, columns), row-major. */
  readonly values: Float64Array;
}

export interface NumericSeriesOptions {
  delimiter: CsvDelimiter;
  /** Columns by their name; a column may be both feature and target. */
  features: readonly string[];
  targets: readonly string[];
}

/** Problems told one by one. */
const REPORTED = 5;

/**
 * Names of the columns of CSV text. The first row has them if none of its cells is a number; otherwise there is no header and the
 * columns are called by their number, from "1".
 */
export function columnNames(text: string, delimiter: CsvDelimiter): string[] {
  const first = readCsvRows(text, delimiter).next().value;
  return first === undefined ? [] : namesOf(first, delimiter);
}

/**
 * Reads columns of numbers from CSV text (see `columnNames` and `readCsvRows`); other columns may hold anything. Decimals are written
 * with a point, or where the delimiter is a semicolon also with a comma.
 *
 * A point in time that is left out would shift all that come after it, so nothing is: throws EngineError `invalid-data`, with the line
 * numbers, where rows have more or fewer cells than the first or a cell is no number, and where a column does not exist.
 */
export function readNumericSeries(text: string, options: NumericSeriesOptions): NumericSeries {
  const { delimiter } = options;
  const names = columnNames(text, delimiter);
  const features = createColumns(options.features, names);
  const targets = createColumns(options.targets, names);
  const problems: string[] = [];
  const lines: number[] = [];
  let problemCount = 0;
  let rows = 0;
  let isFirst = true;
  for (const row of readCsvRows(text, delimiter)) {
    const isHeaderRow = isFirst && isHeader(row, delimiter);
    isFirst = false;
    if (isHeaderRow) continue;
    const problem = problemOf(row, names, [...features.places, ...targets.places], delimiter);
    if (problem !== null && ++problemCount <= REPORTED) {
      problems.push(problem);
      lines.push(row.line);
    }
    for (const { places, values } of [features, targets]) {
      for (const place of places) values.push(numberOf(row.cells[place] ?? '', delimiter));
    }
    rows++;
  }
  if (problemCount > 0) {
    throw new EngineError('invalid-data', describeProblems(problems, problemCount), {
      reason: 'bad-rows',
      count: problemCount,
      lines: lines.join(', '),
    });
  }
  return { rows, features: columnsOf(features), targets: columnsOf(targets) };
}

interface ColumnReader {
  names: readonly string[];
  /** The columns' indices in a row. */
  places: number[];
  values: number[];
}

function createColumns(chosen: readonly string[], names: readonly string[]): ColumnReader {
  if (chosen.length === 0) {
    throw new EngineError('invalid-data', 'Choose at least one column to read, and at least one to predict.', {
      reason: 'no-column',
      columns: names.join(', '),
    });
  }
  const places = chosen.map((name) => {
    const place = names.indexOf(name);
    if (place < 0) {
      const columns = names.join(', ');
      throw new EngineError('invalid-data', `There is no column “${name}”. The columns are ${columns}.`, {
        reason: 'no-such-column',
        column: name,
        columns,
      });
    }
    return place;
  });
  return { names: chosen, places, values: [] };
}

function columnsOf({ names, values }: ColumnReader): NumericColumns {
  return { names, values: Float64Array.from(values) };
}

function namesOf(first: CsvRow, delimiter: CsvDelimiter): string[] {
  return isHeader(first, delimiter) ? first.cells : first.cells.map((_, place) => `${place + 1}`);
}

function isHeader({ cells }: CsvRow, delimiter: CsvDelimiter): boolean {
  return cells.every((cell) => Number.isNaN(numberOf(cell, delimiter)));
}

/** A semicolon is used where a comma marks the decimals. */
function numberOf(cell: string, delimiter: CsvDelimiter): number {
  return parseNumber(delimiter === ';' ? cell.replace(',', '.') : cell);
}

/** `null` means that the row is in order. */
function problemOf(
  { line, cells }: CsvRow,
  names: readonly string[],
  places: readonly number[],
  delimiter: CsvDelimiter,
): string | null {
  if (cells.length !== names.length) {
    return `line ${line} has ${cells.length} cells, not ${names.length} as the first`;
  }
  const place = places.find((each) => Number.isNaN(numberOf(cells[each], delimiter)));
  return place === undefined
    ? null
    : `line ${line} has “${cells[place]}” in column “${names[place]}”, which is no number`;
}

function describeProblems(problems: readonly string[], count: number): string {
  const more = count > problems.length ? `; and ${count - problems.length} more` : '';
  return `The series cannot be read: ${problems.join('; ')}${more}. Correct or remove these lines.`;
}
