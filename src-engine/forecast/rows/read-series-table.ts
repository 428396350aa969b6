import { EngineError } from '../../spec/engine-error.ts';
import type { LabelledSeriesLayout, SeriesLayout } from '../../spec/series-layout.ts';
import { decodeUtf8 } from '../../text/utf8.ts';
import type { SeriesRows } from './series-rows.ts';

/** Reads the pieces of a content `series`. Throws EngineError `invalid-data` where the table is not as its layout says. */
export function readSeriesTable(table: Uint8Array, { time, columns, pieces }: SeriesLayout): SeriesRows[] {
  return readPieces(table, { hasTime: time !== null, columnCount: columns.length }, pieces);
}

/** Reads the sequences of a content `labelled-series`, whose rows are all known. Throws as `readSeriesTable` does. */
export function readLabelledTable(table: Uint8Array, { time, columns, pieces }: LabelledSeriesLayout): SeriesRows[] {
  const wholes = pieces.map(({ series, rows }) => ({ series, rows, known: rows }));
  return readPieces(table, { hasTime: time !== null, columnCount: columns.length }, wholes);
}

type PlacedRows = Pick<SeriesRows, 'series' | 'rows' | 'known' | 'heldBack'>;

interface Shape {
  hasTime: boolean;
  columnCount: number;
}

function readPieces(table: Uint8Array, shape: Shape, pieces: readonly PlacedRows[]): SeriesRows[] {
  const lines = rowsOf(decodeUtf8(table));
  const read = pieces.map((piece) => readPiece(lines, piece, shape));
  if (lines.next().done !== true) throw otherThanLayout();
  return read;
}

function readPiece(
  lines: Iterator<string>,
  { series, rows, known, heldBack }: PlacedRows,
  { hasTime, columnCount }: Shape,
): SeriesRows {
  const time = Float64Array.from({ length: rows }, (_, row) => row);
  const values = Array.from({ length: columnCount }, () => new Float64Array(rows));
  const first = hasTime ? 1 : 0;
  for (let row = 0; row < rows; row++) {
    const line = lines.next();
    if (line.done === true) throw otherThanLayout();
    const cells = line.value.split(',');
    if (cells.length !== columnCount + first) throw otherThanLayout();
    if (hasTime) time[row] = numberOf(cells[0]);
    for (let column = 0; column < columnCount; column++) values[column][row] = numberOf(cells[first + column]);
  }
  return { series, rows, known, ...(heldBack !== undefined && { heldBack }), time, values };
}

/** The lines after the header, whose names may have line feeds within quotes. */
function* rowsOf(text: string): Generator<string> {
  let start = 0;
  for (let isQuoted = false; start < text.length && (isQuoted || text[start] !== '\n'); start++) {
    if (text[start] === '"') isQuoted = !isQuoted;
  }
  for (start++; start < text.length;) {
    const end = text.indexOf('\n', start);
    yield text.slice(start, end < 0 ? text.length : end);
    start = end < 0 ? text.length : end + 1;
  }
}

/** An empty cell is a value that is not known. */
function numberOf(cell: string): number {
  return cell === '' ? NaN : Number(cell);
}

function otherThanLayout(): EngineError {
  const message = 'The table has other rows or columns than were stored with it. Import it again.';
  return new EngineError('invalid-data', message, { reason: 'bad-rows', count: 1, lines: '' });
}
