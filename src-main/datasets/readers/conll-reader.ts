import { StudioError } from '../../contract/errors.ts';
import { longestRow, type RowReader, type TableRow } from './table-row.ts';

/** The separator of a line's columns: one tab, so that a token may have spaces in it, or any white space. */
export type ConllDelimiter = '\t' | ' ';

/** The columns of CoNLL-U, whose sentences begin with comments and whose words are in the second. */
export const conllUColumns = 10;

/**
 * Reads columns, a token a line, as the shared tasks of CoNLL have them. A row without cells ends a sentence: a blank line, a `-DOCSTART-`
 * line. Comments before a sentence are passed over. Lines end in LF, CRLF or CR.
 */
export class ConllReader implements RowReader {
  readonly #file: string;
  readonly #delimiter: ConllDelimiter;
  readonly #columns: number;
  #rest = '';
  #line = 1;
  #isBetween = true;

  /**
   * Reads a file whose lines mostly have `columns` columns. A line that begins with # and has another number is a
   * comment.
   */
  constructor(file: string, delimiter: ConllDelimiter, columns: number) {
    this.#file = file;
    this.#delimiter = delimiter;
    this.#columns = columns;
  }

  *push(piece: string): Generator<TableRow> {
    const text = this.#rest + piece;
    // A line feed may follow a carriage return at the end.
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r', text.length - 2)) + 1;
    this.#rest = text.slice(end);
    if (end > 0) yield* this.#readLines(text.slice(0, end), false);
    if (this.#rest.length > longestRow) throw this.#tooLong();
  }

  *end(): Generator<TableRow> {
    if (this.#rest !== '') yield* this.#readLines(this.#rest, true);
    yield { line: this.#line, cells: [] };
  }

  *#readLines(text: string, isEnd: boolean): Generator<TableRow> {
    const lines = text.split(/\r\n|\n|\r/);
    for (const content of isEnd ? lines : lines.slice(0, -1)) {
      const line = this.#line++;
      const cells = splitConllLine(content, this.#delimiter);
      if (this.#isBetween && isComment(content, cells.length, this.#columns)) continue;
      const isBoundary = cells.length === 0 || cells[0] === '-DOCSTART-';
      if (isBoundary && this.#isBetween) continue;
      this.#isBetween = isBoundary;
      yield { line, cells: isBoundary ? [] : cells };
    }
  }

  #tooLong(): StudioError {
    const line = this.#line;
    return new StudioError(
      'invalid-data',
      `${this.#file}: line ${line} has more than ${longestRow} characters. Tokens with tags are one a line.`,
      { reason: 'line-too-long', name: this.#file, line, maximum: longestRow },
    );
  }
}

/** The columns of a line; none where it is blank. */
export function splitConllLine(line: string, delimiter: ConllDelimiter): string[] {
  // Spaces of other scripts may be tokens, and are none between columns.
  const content = line.replace(/^\u{FEFF}/u, '').replaceAll(/^[ \t]+|[ \t]+$/g, '');
  if (content === '') return [];
  return delimiter === '\t' ? content.split('\t').map((cell) => cell.trim()) : content.split(/[ \t]+/);
}

/**
 * Recognises a comment such as `# text = …` before a sentence. A token that is the sign # has as many columns as all
 * others.
 */
export function isComment(line: string, cells: number, columns: number): boolean {
  if (!line.startsWith('#')) return false;
  return cells !== columns || /^#\s*(id\s|[\w.:-]+\s*=)/.test(line);
}
