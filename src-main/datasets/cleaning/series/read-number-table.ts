import { StudioError } from '../../../contract/errors.ts';
import { roleIn } from '../../../contract/datasets/content-roles.ts';
import type { ContentInTime } from '../../../contract/datasets/import-content.ts';
import { isAbsent } from '../../columns/absent-cell.ts';
import type { FoundColumn } from '../../columns/column-facts.ts';
import { NumberList } from '../../columns/number-list.ts';
import { styledNumber, type NumberStyle } from '../../columns/numbers/number-style.ts';
import type { Table } from '../../columns/table-beginning.ts';
import { TimeColumnReader, type TimeColumn } from '../../columns/time/time-column.ts';
import type { TimeFormat } from '../../columns/time/time-formats.ts';
import { isNamed } from '../../meaning/column-names.ts';
import type { ImportSource } from '../../readers/open-source.ts';
import { RaggedRows, readRows, type WholeRow } from '../clean-rows.ts';
import type { SourceReading } from '../source-reading.ts';
import { BadRows } from './bad-rows.ts';
import type { KnownTable } from './known-table.ts';
import { NameNumbers } from './name-numbers.ts';
import type { NamedRows, NumberTable, ValueColumn } from './number-table.ts';

/** More different values than these are hardly categories. */
const mostCategories = 1000;
const toldOddCells = 100;

interface Reading {
  source: ImportSource;
  reading: SourceReading;
  /** Null or left out where nothing is known of the table but itself. */
  known?: KnownTable | null;
}

/**
 * Reads the columns of a content whose rows are in order of time. Throws `invalid-data` with the lines where a row has other cells than the
 * first, or no time, series or label, and where a column holds no such values at all.
 */
export async function readNumberTable(
  { source, reading, known = null }: Reading,
  table: Table,
  content: ContentInTime,
): Promise<NumberTable> {
  const readers = new ColumnReaders(table, content, known);
  const ragged = new RaggedRows();
  const files: NumberTable['files'] = [];
  for await (const { file, rows } of readRows(reading, source, table, ragged)) {
    if (files.at(-1)?.path !== file.path) files.push({ path: file.path, first: readers.rows });
    // Spreadsheets end tables with rows of nothing but delimiters.
    for (const row of rows) if (row.cells.some((cell) => cell.trim() !== '')) readers.add(row, file.path);
  }
  for (const { file, line, cells, expected } of ragged.told)
    readers.bad.add(file, line, `${cells ?? 'no'} cells, not ${expected}`);
  readers.bad.refuse(ragged.count - ragged.told.length);
  return { ...readers.result(source.name), files, known, mayNameSeries: mayNameSeries(table, content) };
}

/** The readers of the columns that a content names. */
class ColumnReaders {
  readonly bad = new BadRows();
  readonly #table: Table;
  readonly #time: { place: number; name: string; reader: TimeColumnReader } | null;
  readonly #series: NameReader | null;
  readonly #label: NameReader | null;
  readonly #values: ValueReader[];
  readonly #lines = new NumberList();
  readonly #odd: NumberTable['odd'] = [];

  constructor(table: Table, content: ContentInTime, known: KnownTable | null) {
    this.#table = table;
    const { columns, found } = table;
    const place = (name: string) => columns.indexOf(name);
    const nameReader = (name: string | null) =>
      name === null ? null : { place: place(name), name, known: new NameNumbers(), numbers: new NumberList() };
    const { time } = content;
    this.#time =
      time === null
        ? null
        : { place: place(time), name: time, reader: new TimeColumnReader(formatOf(found[place(time)], content)) };
    this.#series = nameReader(content.series);
    this.#label = nameReader(content.kind === 'labelled-series' ? content.label : null);
    this.#values = valueNames(content).map((name) => {
      const like = known?.columns.find((column) => column.name === name) ?? null;
      return new ValueReader({ place: place(name), found: found[place(name)], content, like });
    });
  }

  get rows(): number {
    return this.#lines.length;
  }

  add({ line, cells }: WholeRow, file: string): void {
    const row = this.#lines.length;
    this.#lines.push(line);
    for (const named of [this.#series, this.#label]) {
      if (named === null) continue;
      const name = (cells[named.place] ?? '').trim().toWellFormed();
      if (name === '') this.bad.add(file, line, `nothing in column “${named.name}”`);
      named.numbers.push(named.known.add(name));
    }
    if (this.#time !== null) {
      const cell = cells[this.#time.place] ?? '';
      if (cell.trim() === '' || isAbsent(cell)) this.bad.add(file, line, `no time in column “${this.#time.name}”`);
      this.#time.reader.add(cell, row);
    }
    for (const reader of this.#values) {
      const cell = cells[reader.place] ?? '';
      const isOdd = !reader.add(cell);
      if (isOdd && this.#odd.length < toldOddCells) this.#odd.push({ row, column: reader.name, cell });
    }
  }

  result(name: string): Omit<NumberTable, 'files' | 'known' | 'mayNameSeries'> {
    const column = this.#time === null ? null : this.#timeColumn(name);
    return {
      rows: this.rows,
      time: this.#time === null || column === null ? null : { name: this.#time.name, column },
      series: namedRows(this.#series),
      label: namedRows(this.#label),
      columns: this.#values.map((reader) => reader.result()),
      lines: this.#lines.values(),
      odd: this.#odd,
    };
  }

  #timeColumn(name: string): TimeColumn {
    const column = this.#time?.reader.result() ?? null;
    if (column === null) {
      const time = this.#time?.name ?? '';
      const message = `“${time}” of ${name} holds no times. The columns are ${this.#table.columns.join(', ')}.`;
      throw new StudioError('invalid-data', message, { reason: 'no-times', name, column: time });
    }
    for (const { line: row, cell } of column.unread)
      this.bad.add(
        null,
        this.#lines.values()[row],
        `“${cell}” in column “${this.#time?.name ?? ''}”, which is no time`,
      );
    this.bad.refuse(column.unreadCount - column.unread.length);
    return column;
  }
}

interface NameReader {
  place: number;
  name: string;
  known: NameNumbers;
  numbers: NumberList;
}

function namedRows(reader: NameReader | null): NamedRows | null {
  return reader === null ? null : { names: reader.known.names, numbers: reader.numbers.values() };
}

interface ReadColumn {
  place: number;
  found: FoundColumn;
  content: ContentInTime;
  /** The same column of a larger table; null where there is none. */
  like: KnownTable['columns'][number] | null;
}

/** Reads a column of numbers, or of categories that a network reads as such. */
class ValueReader {
  readonly place: number;
  readonly name: string;
  readonly #style: NumberStyle;
  readonly #values = new NumberList();
  readonly #categories: NameNumbers | null;
  readonly #like: KnownTable['columns'][number] | null;

  constructor({ place, found, content, like }: ReadColumn) {
    this.place = place;
    this.#like = like;
    this.name = found.name;
    this.#style = styleOf(found, content);
    const isPredicted = content.kind === 'series' && content.predict.includes(found.name);
    const isNamed = like === null ? found.holds === 'category' || found.holds === 'text' : like.categories !== null;
    this.#categories = isNamed && !isPredicted ? new NameNumbers() : null;
  }

  /** Returns false for a cell that is neither a value nor empty. */
  add(cell: string): boolean {
    if (cell.trim() === '' || isAbsent(cell)) {
      this.#values.push(NaN);
      return cell.trim() === '';
    }
    const value = this.#categories?.add(cell.trim().toWellFormed()) ?? styledNumber(cell, this.#style);
    this.#values.push(value);
    return !Number.isNaN(value);
  }

  result(): ValueColumn {
    const values = this.#values.values();
    const found = this.#categories?.names ?? null;
    if (found === null) {
      const isAlone = values.length > 0 && values.every((value) => Number.isNaN(value));
      if (isAlone && this.#like === null) throw noNumbers(this.name);
      return { name: this.name, values, categories: null };
    }
    if (found.length > mostCategories) throw noNumbers(this.name);
    const categories = found.toSorted();
    const places = found.map((category) => categories.indexOf(category));
    return { name: this.name, values: values.map((value) => (Number.isNaN(value) ? NaN : places[value])), categories };
  }
}

function noNumbers(name: string): StudioError {
  const message = `“${name}” holds no numbers. Choose another column, or leave it out.`;
  return new StudioError('invalid-data', message, { reason: 'no-numbers', column: name });
}

/** Returns the columns of values: what is predicted, what is read, and what is known ahead. */
function valueNames(content: ContentInTime): string[] {
  if (content.kind === 'labelled-series') return content.read;
  const { predict, read, knownAhead } = content;
  return [...new Set([...predict, ...read, ...knownAhead])];
}

/** Returns the columns without a role that hold categories, or are called as series are. */
function mayNameSeries({ found }: Table, content: ContentInTime): string[] {
  return found
    .filter(({ name, holds }) => holds === 'category' || (holds !== 'empty' && isNamed('series', name)))
    .filter(({ name }) => roleIn(content, name) === 'ignore')
    .map(({ name }) => name);
}

/** Returns null where the whole column has to decide. */
function formatOf({ time, dateOrders }: FoundColumn, { dateOrder }: ContentInTime): TimeFormat | null {
  if (dateOrder !== null && dateOrders.length > 0) return dateOrder;
  return dateOrders.length > 1 ? null : time;
}

function styleOf({ numbers }: FoundColumn, { decimal }: ContentInTime): NumberStyle {
  const possible = [numbers.style, ...numbers.rivals];
  if (decimal === null) return numbers.style;
  return possible.find((style) => style.decimal === decimal) ?? { decimal, thousands: '' };
}
