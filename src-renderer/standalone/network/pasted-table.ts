import type { SeriesRows } from '../../../src-engine/forecast/rows/series-rows.ts';
import type { SeriesColumn, SeriesTime } from '../../../src-engine/spec/series-layout.ts';
import { detectDelimiter, readCsvRows } from '../../../src-engine/text/csv-rows.ts';
import { parseNumber } from '../../../src-engine/text/parse-number.ts';
import { timeReader } from './pasted-time.ts';
import { TableProblem } from './table-problem.ts';

/** The columns of a network that reads a table. */
export interface TableColumns {
  time: SeriesTime | null;
  columns: readonly (Pick<SeriesColumn, 'name' | 'categories'> & { role?: SeriesColumn['role'] })[];
}

interface PastedRow {
  line: number;
  cells: readonly string[];
}

/** The names in the first row of pasted text, of columns that the network does not read. */
export function otherColumns(text: string, { time, columns }: TableColumns): string[] {
  const read = new Set([...columns.map(({ name }) => name), time?.name]);
  return headerOf(text).filter((name) => name !== '' && !read.has(name));
}

/** The column whose cells are all among these names, such as that of the series. */
export function columnOfNames(text: string, others: readonly string[], names: readonly string[]): string | null {
  const [header, ...rows] = [...readCsvRows(text, detectDelimiter(text))];
  const known = new Set(names);
  return (
    others.find((name) => {
      const place = header.cells.indexOf(name);
      return rows.length > 0 && rows.every(({ cells }) => known.has(cells[place] ?? ''));
    }) ?? null
  );
}

function headerOf(text: string): string[] {
  return readCsvRows(text, detectDelimiter(text)).next().value?.cells ?? [];
}

/** Reads pasted rows, with names of columns in the first; those of each series in order of time. Throws TableProblem. */
export function readPastedTable(text: string, table: TableColumns, seriesColumn: string | null): SeriesRows[] {
  const { time, columns } = table;
  const delimiter = detectDelimiter(text);
  const [header, ...rows] = [...readCsvRows(text, delimiter)];
  const placeOf = (name: string) => header?.cells.indexOf(name) ?? -1;
  const needed = [...columns.map(({ name }) => name), ...(time === null ? [] : [time.name])];
  const missing = needed.filter((name) => placeOf(name) < 0);
  if (missing.length > 0) throw new TableProblem('no-column', { columns: missing.join(', ') });
  const groups = new Map<string | null, PastedRow[]>();
  for (const row of rows) {
    const series = seriesColumn === null ? null : (row.cells[placeOf(seriesColumn)] ?? '');
    groups.set(series, [...(groups.get(series) ?? []), row]);
  }
  const readTime =
    time &&
    timeReader(
      time,
      rows.map(({ cells }) => cells[placeOf(time.name)] ?? ''),
    );
  const read = (row: PastedRow, column: TableColumns['columns'][number]) =>
    readCell(row, column, { place: placeOf(column.name), hasDecimalCommas: delimiter !== ',' });
  return Array.from(groups, ([series, group]): SeriesRows => {
    const timed = group.map((row, n) => ({ row, time: timeOf(row, n) }));
    timed.sort((a, b) => a.time - b.time);
    const values = columns.map((column) => Float64Array.from(timed, ({ row }) => read(row, column)));
    const past = values.filter((_, column) => columns[column].role !== 'known-ahead');
    const unknown = timed.findIndex((_, row) => past.some((column) => Number.isNaN(column[row])));
    const known = unknown < 0 ? timed.length : unknown;
    return { series, rows: timed.length, known, time: Float64Array.from(timed, (each) => each.time), values };
  });

  function timeOf({ line, cells }: PastedRow, n: number): number {
    if (time === null || readTime === null) return n;
    const cell = cells[placeOf(time.name)] ?? '';
    const value = readTime(cell);
    if (Number.isNaN(value)) throw new TableProblem('no-time', { line, column: time.name, cell });
    return value;
  }
}

/** NaN where the cell is empty. */
function readCell(
  { line, cells }: PastedRow,
  { name, categories }: Pick<SeriesColumn, 'name' | 'categories'>,
  { place, hasDecimalCommas }: { place: number; hasDecimalCommas: boolean },
): number {
  const cell = cells[place] ?? '';
  if (cell === '') return NaN;
  if (categories !== null) {
    const category = categories.indexOf(cell);
    if (category < 0) throw new TableProblem('no-category', { line, column: name, cell });
    return category;
  }
  const value = parseNumber(hasDecimalCommas && !cell.includes('.') ? cell.replace(',', '.') : cell);
  if (Number.isNaN(value)) throw new TableProblem('no-number', { line, column: name, cell });
  return value;
}
