import type { CsvDelimiter } from '../../../src-engine/text/csv-rows.ts';
import type { ColumnFacts, ColumnHolding } from '../../contract/datasets/column-records.ts';
import type { DateOrder } from '../../contract/datasets/import-content.ts';
import { isAbsent } from './absent-cell.ts';
import { agreeOnStyles, NumberStyleFinder, styledNumber, type NumberReading } from './numbers/number-style.ts';
import { TimeColumnReader, type TimeColumn } from './time/time-column.ts';
import { isUnixFormat, type TimeFormat } from './time/time-formats.ts';

/** The findings about a column, before its part is guessed. */
export interface FoundColumn extends Omit<ColumnFacts, 'role'> {
  /** The marks of numbers, also where the column holds none. */
  numbers: NumberReading;
  /** The format of times; null for other columns. */
  time: TimeFormat | null;
}

const countedValues = 10_000;
const shownExamples = 3;
/** More different values than these are no categories. */
const mostCategories = 50;
const longestCategory = 60;
/** Fewer values than these may differ by chance. */
const fewValues = 6;
/** The least share of cells that are numbers, or times, where a column holds such; the others are told. */
const leastShare = 0.8;
/** Cells by which it is decided whether to read a column as times at all. */
const sampledCells = 100;

/** Looks at the cells of all columns of a table, without the header. Open marks of decimals are decided by other columns. */
export function findColumns(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  delimiter: CsvDelimiter | null,
): FoundColumn[] {
  const columns = names.map((_, place) => rows.map((row) => row[place] ?? ''));
  const readings = agreeOnStyles(
    columns.map((cells) => {
      const finder = new NumberStyleFinder({ delimiter });
      for (const cell of cells) if (isPresent(cell)) finder.add(cell);
      return finder.result();
    }),
  );
  return names.map((name, place) => findColumn(name, columns[place], readings[place]));
}

const isPresent = (cell: string) => cell.trim() !== '' && !isAbsent(cell);

function findColumn(name: string, cells: readonly string[], numbers: NumberReading): FoundColumn {
  const present = cells.filter(isPresent);
  const empty = cells.reduce((sum, cell) => sum + Number(cell.trim() === ''), 0);
  const values = new Set<string>();
  for (const cell of present) if (values.size < countedValues) values.add(cell);
  const time = readTimes(cells);
  const holds = holdingOf({ present, values, unread: numbers.unread, time });
  return {
    name,
    holds,
    cells: cells.length,
    empty,
    absent: cells.length - empty - present.length,
    unread: holds === 'number' ? numbers.unread : holds === 'time' ? (time?.unreadCount ?? 0) : 0,
    distinct: values.size,
    examples: [...values].slice(0, shownExamples),
    whole: holds === 'number' && present.every((cell) => isWhole(styledNumber(cell, numbers.style))),
    decimal: holds === 'number' ? numbers.decimal : null,
    thousands: holds === 'number' && numbers.style.thousands !== '' ? numbers.style.thousands : null,
    timeFormat: time?.format ?? null,
    dateOrders: holds === 'time' && time !== null ? ordersOf(time) : [],
    numbers,
    time: time?.format ?? null,
  };
}

const isWhole = (value: number) => Number.isNaN(value) || Number.isInteger(value);

/** Returns null where the cells are no times. Numbers may be some, as their format says. */
function readTimes(cells: readonly string[]): TimeColumn | null {
  const sample = new TimeColumnReader(null);
  cells
    .filter(isPresent)
    .slice(0, sampledCells)
    .forEach((cell, row) => sample.add(cell, row));
  if (sample.result() === null) return null;
  const reader = new TimeColumnReader(null);
  cells.forEach((cell, row) => reader.add(isAbsent(cell) ? '' : cell, row));
  return reader.result();
}

function ordersOf({ format, rivals }: TimeColumn): DateOrder[] {
  return [format, ...rivals].filter((each) => each === 'day-first' || each === 'month-first');
}

interface Seen {
  present: readonly string[];
  values: ReadonlySet<string>;
  unread: number;
  time: TimeColumn | null;
}

function holdingOf({ present, values, unread, time }: Seen): ColumnHolding {
  if (present.length === 0) return 'empty';
  if (present.every((cell) => cell.startsWith('[') && cell.endsWith(']'))) return 'list';
  const mostUnread = present.length * (1 - leastShare);
  if (time !== null && isDated(time) && time.unreadCount <= mostUnread) return 'time';
  if (unread <= mostUnread) return 'number';
  return isCategory(present, values) ? 'category' : 'text';
}

/** Dates that are written as such. Bare numbers may be something else, unless all are Unix times. */
function isDated({ format, unreadCount }: TimeColumn): boolean {
  if (isUnixFormat(format)) return unreadCount === 0;
  return format !== 'number' && format !== 'compact' && format !== 'compact-month';
}

/** Categories are short and come again; signs without letters, such as emoji, are some whatever their number. */
function isCategory(present: readonly string[], values: ReadonlySet<string>): boolean {
  if (values.size > mostCategories || ![...values].every((value) => value.length <= longestCategory)) return false;
  if ([...values].every((value) => !/[\p{L}\p{N}]/u.test(value))) return true;
  return present.length < fewValues ? values.size < present.length : values.size <= present.length / 2;
}
