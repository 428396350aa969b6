import { detectDelimiter, type CsvDelimiter } from '../../../src-engine/text/csv-rows.ts';
import { settledLength } from '../../../src-engine/text/scan-graphemes.ts';
import { StudioError } from '../../contract/errors.ts';
import type {
  ImportContent,
  ImportFormat,
  ImportOptions,
  RaggedRow,
  TextEncoding,
} from '../../contract/import-records.ts';
import { CsvReader } from '../readers/csv-reader.ts';
import type { ImportSource } from './import-source.ts';
import { JsonlColumns, JsonlReader } from '../readers/jsonl-reader.ts';
import { readBytes, type SourceFile } from '../readers/source-file.ts';
import { ConllReader } from '../readers/conll-reader.ts';
import { conllForm, looksLikeTagHeader, type ConllForm } from '../readers/recognize-conll.ts';
import { guessTaggedColumns } from '../columns/tagged-columns.ts';
import { columnNames, guessColumns, looksLikeHeader, suggestContent } from '../columns/table-columns.ts';
import type { TableColumn } from '../columns/table-column.ts';
import type { RowReader, TableRow } from '../readers/table-row.ts';
import { characterDecoder } from '../readers/text-decoding.ts';
import { encodingOf } from '../readers/text-source.ts';

/** The way in which all tables of an import are read. */
export interface TableForm {
  /** `null` means JSONL, or columns of CoNLL. */
  delimiter: CsvDelimiter | null;
  /** The columns of CoNLL; null for another format. */
  conll: ConllForm | null;
  header: boolean;
}

/** The beginning of a table. */
export interface TableBeginning extends TableForm {
  columns: TableColumn[];
  /** Without the header. */
  rows: string[][];
  raggedRows: RaggedRow[];
}

const inspectedRows = 200;

/** The beginning of a file as far as one read goes, with U+FFFD for what is malformed; without a byte order mark. */
export async function readText(file: SourceFile, encoding: TextEncoding): Promise<string> {
  const decoder = characterDecoder(encoding);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.read()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= readBytes) break;
  }
  const bytes = Buffer.concat(chunks);
  if (length >= file.bytes) return decoder.decodeLeniently(bytes);
  const text = decoder.decodeLeniently(bytes.subarray(0, decoder.completeLength(bytes)));
  return text.slice(0, settledLength(text));
}

export function createRowReader(file: string, { delimiter, conll }: TableForm, columns: JsonlColumns): RowReader {
  if (conll !== null) return new ConllReader(file, conll.delimiter, conll.columns);
  return delimiter === null ? new JsonlReader(file, columns) : new CsvReader(file, delimiter);
}

/**
 * Looks at the first rows of a table. Where it is not chosen whether the first one names the columns, it does if it has the names that were
 * chosen, or looks like it. Throws `invalid-data` where there are none.
 */
export function readTableBeginning(
  file: SourceFile,
  text: string,
  format: Exclude<ImportFormat, 'text'>,
  chosen: Pick<ImportOptions, 'header' | 'content'>,
): TableBeginning {
  if (format === 'conll') return readConllBeginning(file, text, chosen);
  const delimiter = format === 'jsonl' ? null : format === 'tsv' ? '\t' : detectDelimiter(text);
  const jsonl = new JsonlColumns();
  const reader = createRowReader(file.path, { delimiter, conll: null, header: false }, jsonl);
  const rows = firstRows(reader, withoutMark(text), isWhole(file));
  const whole = rows.flatMap(({ cells }) => (cells === null ? [] : [cells]));
  const [first] = whole;
  if (first === undefined) throw noRows(file, format);
  const header =
    delimiter !== null && (chosen.header ?? (hasNames(first, chosen) || looksLikeHeader(whole, delimiter)));
  const names = delimiter === null ? jsonl.names : columnNames(first, header);
  const body = header ? whole.slice(1) : whole;
  const raggedRows = rows.flatMap((row) => raggedRow(file.path, row, names.length, delimiter) ?? []);
  return { delimiter, conll: null, header, columns: guessColumns(names, body, delimiter), rows: body, raggedRows };
}

/** A problem of a line of tokens with tags is told with its sentence, and not as a ragged row. */
function readConllBeginning(
  file: SourceFile,
  text: string,
  chosen: Pick<ImportOptions, 'header' | 'content'>,
): TableBeginning {
  const conll = conllForm(text);
  if (conll === null) throw noRows(file, 'conll');
  const reader = new ConllReader(file.path, conll.delimiter, conll.columns);
  const rows = firstRows(reader, withoutMark(text), isWhole(file)).flatMap(({ cells }) =>
    cells?.length === conll.columns ? [cells] : [],
  );
  const first = rows[0] ?? [];
  const header = chosen.header ?? (hasNames(first, chosen) || looksLikeTagHeader(first));
  const body = header ? rows.slice(1) : rows;
  const columns = guessTaggedColumns(columnNames(first, header), body);
  return { delimiter: null, conll, header, columns, rows: body, raggedRows: [] };
}

const isWhole = (file: SourceFile) => file.bytes <= readBytes;
const withoutMark = (text: string) => (text.startsWith('\u{FEFF}') ? text.slice(1) : text);

/** Columns were chosen, and all of them are called so in this row. */
function hasNames(first: readonly string[], { content }: Pick<ImportOptions, 'content'>): boolean {
  const names = new Set(first.map((cell) => cell.trim()));
  return content !== null && columnsOf(content).every((name) => name !== null && names.has(name));
}

/** `null` means as many cells as there are columns; objects may lack some. */
export function raggedRow(
  file: string,
  { line, cells }: TableRow,
  expected: number,
  delimiter: CsvDelimiter | null,
): RaggedRow | null {
  if (cells !== null && (delimiter === null || cells.length === expected)) return null;
  return { file, line, cells: cells?.length ?? null, expected };
}

/** All rows of a file's beginning, with the header. */
export function beginningRows(file: SourceFile, text: string, { form, columns }: Table): TableRow[] {
  const jsonl = new JsonlColumns();
  for (const name of form.delimiter === null && form.conll === null ? columns : []) jsonl.placeOf(name);
  const reader = createRowReader(file.path, form, jsonl);
  return [...reader.push(withoutMark(text)), ...(isWhole(file) ? reader.end() : [])];
}

/** A text that is only the beginning of a file may cut the last row, which does not count then. */
function firstRows(reader: RowReader, text: string, endsFile: boolean): TableRow[] {
  const rows: TableRow[] = [];
  for (const row of reader.push(text)) if (rows.push(row) > inspectedRows) return rows;
  return endsFile ? [...rows, ...reader.end()] : rows;
}

export interface Table {
  form: TableForm;
  columns: string[];
}

export interface ImportPlan {
  content: ImportContent;
  /** `null` means that the files are texts. */
  table: Table | null;
}

/** Decides what is made of the files, as chosen or as suggested. Throws `invalid-data` where columns do not exist. */
export async function planImport(source: ImportSource, options: ImportOptions): Promise<ImportPlan> {
  const { files, format, alternatives } = source;
  if (alternatives.length > 0) throw unclearFormat(source.name, alternatives);
  if (format === 'text') {
    const content = options.content ?? suggestForTexts(source);
    if (columnsOf(content).some((column) => column !== null)) throw noTable(source.name);
    return { content, table: null };
  }
  const [first] = files;
  const table = readTableBeginning(
    first,
    await readText(first, await encodingOf(first, options.encoding)),
    format,
    options,
  );
  const columns = table.columns.map(({ name }) => name);
  const content = options.content ?? suggestContent(table.columns);
  checkTagged(source.name, format, content);
  const missing = columnsOf(content).find((name) => name === null || !columns.includes(name));
  if (missing !== undefined) throw noColumn(missing, columns);
  return { content, table: { form: table, columns } };
}

export function suggestForTexts({ folders }: Pick<ImportSource, 'folders'>): ImportContent {
  return folders === null
    ? { kind: 'text', textColumn: null }
    : { kind: 'labelled', textColumn: null, labelColumn: null };
}

function columnsOf(content: ImportContent): (string | null)[] {
  switch (content.kind) {
    case 'numeric':
      return [...content.features, ...content.targets];
    case 'labelled':
      return [content.textColumn, content.labelColumn];
    case 'tagged':
      return [content.tokenColumn, content.tagColumn];
    case 'text':
      return [content.textColumn];
  }
}

/** Columns of CoNLL are nothing but tokens with tags, and the cells of CSV hold no lists. */
function checkTagged(name: string, format: ImportFormat, { kind }: ImportContent): void {
  if (format === 'jsonl' || (kind === 'tagged') === (format === 'conll')) return;
  const message =
    kind === 'tagged'
      ? `${name} is ${format.toUpperCase()}, whose cells hold no lists. Tokens with tags come as columns (conll) or JSONL.`
      : `${name} is read as tokens with tags, of which nothing else can be made. Choose another format for it.`;
  throw new StudioError('invalid-data', message, { reason: kind === 'tagged' ? 'no-lists' : 'only-tags', name });
}

function noRows(file: SourceFile, format: Exclude<ImportFormat, 'text'>): StudioError {
  const message = `${file.path} has no rows that could be read as ${format.toUpperCase()}. Import it as plain text, or choose another file.`;
  return new StudioError('invalid-data', message, {
    reason: 'no-rows',
    name: file.path,
    format: format.toUpperCase(),
  });
}

function unclearFormat(name: string, formats: readonly ImportFormat[]): StudioError {
  const choices = formats.join(', ');
  return new StudioError(
    'invalid-data',
    `${name} could be tokens with their tags, a line each, or something else. Say which with its format: ${choices} ` +
      `(kioku import FILE --format ${formats[0]}).`,
    { reason: 'format-unclear', name, formats: choices },
  );
}

function noTable(name: string): StudioError {
  return new StudioError(
    'invalid-data',
    `${name} is no table, so it has no columns. Choose CSV, TSV or JSONL as its format.`,
    { reason: 'no-table', name },
  );
}

function noColumn(name: string | null, found: readonly string[]): StudioError {
  const columns = found.join(', ');
  return name === null
    ? new StudioError('invalid-data', `Choose a column. The columns are ${columns}.`, { reason: 'no-column', columns })
    : new StudioError('invalid-data', `There is no column “${name}”. The columns are ${columns}.`, {
        reason: 'no-such-column',
        column: name,
        columns,
      });
}
