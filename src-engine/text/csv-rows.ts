export type CsvDelimiter = ',' | ';' | '\t';

export interface CsvRow {
  /** In the file, from 1. */
  line: number;
  /** Without quotes, and without white space around them. */
  cells: string[];
}

/** Rows of CSV text, a line each; blank lines are passed over. A cell may be in double quotes, but no cell reaches over a line's end. */
export function* readCsvRows(text: string, delimiter: CsvDelimiter): Generator<CsvRow> {
  let line = 0;
  for (const content of linesOf(text)) {
    line++;
    if (content.trim() !== '') yield { line, cells: splitCells(content, delimiter) };
  }
}

/** Returns the one of tab, semicolon and comma that cuts the first row into most cells; a comma where it is one cell. */
export function detectDelimiter(text: string): CsvDelimiter {
  const cellCount = (delimiter: CsvDelimiter) => readCsvRows(text, delimiter).next().value?.cells.length ?? 0;
  const candidates: CsvDelimiter[] = [';', '\t'];
  return candidates.reduce((best, each) => (cellCount(each) > cellCount(best) ? each : best), ',');
}

/** Lines that end in LF, CRLF or CR; a byte order mark is no part of the first. */
function* linesOf(text: string): Generator<string> {
  const lineEnd = /\r\n|\n|\r/g;
  let start = text.startsWith('\u{FEFF}') ? 1 : 0;
  for (let end = lineEnd.exec(text); end !== null; end = lineEnd.exec(text)) {
    yield text.slice(start, end.index);
    start = lineEnd.lastIndex;
  }
  yield text.slice(start);
}

function splitCells(line: string, delimiter: CsvDelimiter): string[] {
  if (!line.includes('"')) return line.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === delimiter && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else {
      cell += character;
    }
  }
  return [...cells, cell].map(withoutQuotes);
}

/** Within quotes a quote is written twice. */
function withoutQuotes(cell: string): string {
  const trimmed = cell.trim();
  return /^".*"$/.test(trimmed) ? trimmed.slice(1, -1).replaceAll('""', '"') : trimmed;
}
