import { parseShallowJson } from '../../../src-engine/text/shallow-json.ts';
import { StudioError } from '../../contract/errors.ts';
import { longestRow, type RowReader, type TableRow } from './table-row.ts';

const mostColumns = 10_000;
const deepestNesting = 200;

/** Keys of JSONL files in the order in which they are met first: the columns. */
export class JsonlColumns {
  readonly names: string[] = [];
  readonly #places = new Map<string, number>();

  /** Throws StudioError `invalid-data` where there are too many. */
  placeOf(name: string): number {
    let place = this.#places.get(name);
    if (place === undefined) {
      if (this.names.length === mostColumns) {
        const message = `The objects have more than ${mostColumns} different keys. Give the values a key that all objects share.`;
        throw new StudioError('invalid-data', message, { reason: 'too-many-columns', maximum: mostColumns });
      }
      place = this.names.push(name) - 1;
      this.#places.set(name, place);
    }
    return place;
  }
}

/**
 * Reads JSON objects, one a line. Cells that are no strings are written as JSON; keys that an object does not have are empty cells. A
 * line that is no object is a row without cells.
 */
export class JsonlReader implements RowReader {
  readonly #file: string;
  readonly #columns: JsonlColumns;
  #rest = '';
  #line = 1;

  constructor(file: string, columns: JsonlColumns) {
    this.#file = file;
    this.#columns = columns;
  }

  *push(piece: string): Generator<TableRow> {
    const end = piece.lastIndexOf('\n') + 1;
    if (end === 0) {
      this.#rest += piece;
    } else {
      yield* this.#readLines((this.#rest + piece.slice(0, end)).split('\n').slice(0, -1));
      this.#rest = piece.slice(end);
    }
    if (this.#rest.length <= longestRow) return;
    const line = this.#line;
    throw new StudioError(
      'invalid-data',
      `${this.#file}: line ${line} has more than ${longestRow} characters. JSONL has one object a line; put each on a line of its own.`,
      { reason: 'line-too-long', name: this.#file, line, maximum: longestRow },
    );
  }

  *end(): Generator<TableRow> {
    yield* this.#readLines([this.#rest]);
  }

  *#readLines(lines: readonly string[]): Generator<TableRow> {
    for (const content of lines) {
      const line = this.#line++;
      if (content.trim() !== '') yield { line, cells: this.#cellsOf(content) };
    }
  }

  #cellsOf(content: string): string[] | null {
    const value = parseObject(content);
    if (value === null) return null;
    const cells: string[] = this.#columns.names.map(() => '');
    for (const [name, cell] of Object.entries(value)) {
      const place = this.#columns.placeOf(name);
      cells[place] = typeof cell === 'string' ? cell : cell === null ? '' : JSON.stringify(cell);
    }
    return cells;
  }
}

function parseObject(content: string): object | null {
  try {
    const value: unknown = parseShallowJson(content, deepestNesting);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
