import type { CsvDelimiter } from '../../../src-engine/text/csv-rows.ts';
import { StudioError } from '../../contract/errors.ts';
import { longestRow, type RowReader, type TableRow } from './table-row.ts';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Reads CSV after RFC 4180: cells in double quotes may hold delimiters, line ends and, doubled, quotes. Lines end in LF, CRLF or CR;
 * blank ones are passed over. A quote inside a cell that does not begin with one is a character like any other.
 */
export class CsvReader implements RowReader {
  readonly #file: string;
  readonly #delimiter: string;
  readonly #delimiterUnit: number;
  /** The rest of the text that no row was made of yet, and its first line. */
  #rest = '';
  #line = 1;
  /** The length up to which `#rest` was searched without finding the end of a row: shorter texts need not be tried again. */
  #tryAgainAt = 0;

  constructor(file: string, delimiter: CsvDelimiter) {
    this.#file = file;
    this.#delimiter = delimiter;
    this.#delimiterUnit = delimiter.charCodeAt(0);
  }

  *push(piece: string): Generator<TableRow> {
    this.#rest += piece;
    if (this.#rest.length < this.#tryAgainAt) return;
    yield* this.#readRows(false);
    if (this.#rest.length > longestRow) throw this.#unending();
    this.#tryAgainAt = this.#rest.length * 2;
  }

  *end(): Generator<TableRow> {
    yield* this.#readRows(true);
    if (this.#rest !== '') throw this.#unending();
  }

  *#readRows(isEnd: boolean): Generator<TableRow> {
    const text = this.#rest;
    let start = 0;
    while (start < text.length) {
      const row = this.#readRow(text, start, isEnd);
      if (row === null) break;
      if (row.cells.length > 1 || row.cells[0] !== '') yield { line: this.#line, cells: row.cells };
      this.#line += row.lines;
      start = row.end;
    }
    this.#rest = text.slice(start);
  }

  /** `null` means that it does not end in this text. */
  #readRow(text: string, start: number, isEnd: boolean): { cells: string[]; end: number; lines: number } | null {
    const cells: string[] = [];
    let lines = 1;
    for (let at = start; ;) {
      let cell = '';
      if (text.charCodeAt(at) === QUOTE) {
        const quoted = readQuoted(text, at);
        if (quoted === null) return null;
        ({ cell, end: at } = quoted);
        lines += countLines(cell);
      }
      const plainStart = at;
      while (at < text.length && !this.#endsCell(text.charCodeAt(at))) at++;
      cells.push(cell + text.slice(plainStart, at));
      if (at === text.length) return isEnd ? { cells, end: at, lines } : null;
      const unit = text.charCodeAt(at++);
      if (unit === this.#delimiterUnit) continue;
      if (unit === CARRIAGE_RETURN) {
        if (at === text.length && !isEnd) return null; // a line feed may follow
        if (text.charCodeAt(at) === LINE_FEED) at++;
      }
      return { cells, end: at, lines };
    }
  }

  #endsCell(unit: number): boolean {
    return unit === this.#delimiterUnit || unit === LINE_FEED || unit === CARRIAGE_RETURN;
  }

  #unending(): StudioError {
    const line = this.#line;
    return new StudioError(
      'invalid-data',
      `${this.#file}: the row that begins in line ${line} does not end. A cell opens with a double quote that is never closed, or ` +
        `“${this.#delimiter}” is not the delimiter. Correct the line, or import the file as plain text.`,
      { reason: 'open-row', name: this.#file, line, delimiter: this.#delimiter === '\t' ? '\\t' : this.#delimiter },
    );
  }
}

/** A cell from its opening quote to after the closing one; null means that there is none in this text. */
function readQuoted(text: string, start: number): { cell: string; end: number } | null {
  let cell = '';
  for (let from = start + 1; ;) {
    const quote = text.indexOf('"', from);
    // The last quote of a text that goes on may be the first of two.
    if (quote < 0) return null;
    cell += text.slice(from, quote);
    if (text.charCodeAt(quote + 1) !== QUOTE) return { cell, end: quote + 1 };
    cell += '"';
    from = quote + 2;
  }
}

function countLines(cell: string): number {
  return cell.match(/\r\n|\n|\r/g)?.length ?? 0;
}
