import { detectDelimiter, type CsvDelimiter } from '../../../src-engine/text/csv-rows.ts';
import { settledLength } from '../../../src-engine/text/scan-graphemes.ts';
import { StudioError } from '../../contract/errors.ts';
import {
  hasObjects,
  type RaggedRow,
  type TableFormat,
  type TextEncoding,
} from '../../contract/datasets/import-records.ts';
import type { KeepableKind, LeftOutCounts } from '../../contract/datasets/left-out.ts';
import { createRowReader, type TableForm } from '../readers/file-formats.ts';
import { JsonlColumns } from '../readers/jsonl-reader.ts';
import { conllForm, looksLikeTagHeader } from '../readers/recognize-conll.ts';
import { readBytes, type ContentFile, type SourceFile } from '../readers/source-file.ts';
import type { RowReader, TableRow } from '../readers/table-row.ts';
import { contentOf } from '../readers/text-source.ts';
import { characterDecoder } from '../readers/text-decoding.ts';
import { findColumns, type FoundColumn } from './column-facts.ts';
import { columnNames, looksLikeHeader } from './table-columns.ts';
import { guessTokenPlaces, type TokenPlaces } from './tagged-columns.ts';

/** The beginning of a table. */
export interface TableBeginning {
  form: TableForm;
  columns: FoundColumn[];
  /** The columns of tokens and tags in a file with a token a line; null for other tables. */
  tokens: TokenPlaces | null;
  /** Without the header. */
  rows: string[][];
  raggedRows: RaggedRow[];
  /** True when these are all rows of the file. */
  isWhole: boolean;
}

/** The form of a table, and the names of its columns. */
export interface Table {
  form: TableForm;
  columns: string[];
  /** The findings about each, by the beginning of the table. */
  found: readonly FoundColumn[];
}

/** The answer of a person about the first row, and the columns that were chosen by their names. */
interface Chosen {
  header: boolean | null;
  columns: readonly (string | null)[];
}

/** Enough to tell what columns hold; the beginning of a file has hardly more. */
const inspectedRows = 20_000;

/** The beginning of a file's text, without a byte order mark. */
export interface TextBeginning {
  text: string;
  /** True when the file ends there. */
  isWhole: boolean;
  /** The parts that were left out of it, where the file is of another program. */
  leftOut: LeftOutCounts;
}

/** Reads the beginning of a file as far as one read goes, with U+FFFD for what is malformed. */
export async function readBeginning(
  file: ContentFile,
  encoding: TextEncoding,
  keep: readonly KeepableKind[],
): Promise<TextBeginning> {
  let leftOut: LeftOutCounts = [];
  const content = contentOf(file, {
    ...{ encoding, keep, malformed: 'replace', onBytes: () => undefined, onReplaced: () => undefined },
    onLeftOut: (found) => (leftOut = found),
  });
  const decoder = characterDecoder(content.encoding);
  const chunks: Uint8Array[] = [];
  let length = 0;
  let isWhole = true;
  for await (const chunk of content.chunks) {
    // One more than is wanted tells that there is more.
    isWhole = length < readBytes;
    if (!isWhole) break;
    chunks.push(chunk);
    length += chunk.length;
  }
  const bytes = Buffer.concat(chunks);
  if (isWhole) return { text: decoder.decodeLeniently(bytes), isWhole, leftOut };
  const text = decoder.decodeLeniently(bytes.subarray(0, decoder.completeLength(bytes)));
  return { text: text.slice(0, settledLength(text)), isWhole, leftOut };
}

/**
 * Looks at the first rows of a table. Where it is not chosen whether the first one names the columns, it does if it has the names that were
 * chosen, or looks like it. Throws `invalid-data` where there are none.
 */
export function readTableBeginning(
  file: SourceFile,
  beginning: TextBeginning,
  format: TableFormat,
  chosen: Chosen,
): TableBeginning {
  const { text, isWhole } = beginning;
  if (format === 'conll') return readConllBeginning(file, beginning, chosen);
  const delimiter = hasObjects(format) ? null : format === 'tsv' ? '\t' : detectDelimiter(text);
  const form: TableForm = { format, delimiter, conll: null, header: false };
  const jsonl = new JsonlColumns();
  const rows = firstRows(createRowReader(file.path, form, jsonl), withoutMark(text), isWhole);
  const whole = rows.flatMap(({ cells }) => (cells === null ? [] : [cells]));
  const [first] = whole;
  if (first === undefined) throw noRows(file, format);
  const header =
    delimiter !== null && (chosen.header ?? (hasNames(first, chosen) || looksLikeHeader(whole, delimiter)));
  const names = delimiter === null ? jsonl.names : columnNames(first, header);
  const body = header ? whole.slice(1) : whole;
  const raggedRows = rows.flatMap((row) => raggedRow(file.path, row, names.length, delimiter) ?? []);
  return {
    form: { ...form, header },
    columns: findColumns(names, body, delimiter),
    tokens: null,
    rows: body,
    raggedRows,
    isWhole: isWhole && rows.length <= inspectedRows,
  };
}

/** A problem of a line of tokens with tags is told with its sentence, and not as a ragged row. */
function readConllBeginning(file: SourceFile, { text, isWhole }: TextBeginning, chosen: Chosen): TableBeginning {
  const conll = conllForm(text);
  if (conll === null) throw noRows(file, 'conll');
  const form: TableForm = { format: 'conll', delimiter: null, conll, header: false };
  const reader = createRowReader(file.path, form, new JsonlColumns());
  const rows = firstRows(reader, withoutMark(text), isWhole).flatMap(({ cells }) =>
    cells?.length === conll.columns ? [cells] : [],
  );
  const first = rows[0] ?? [];
  const header = chosen.header ?? (hasNames(first, chosen) || looksLikeTagHeader(first));
  const body = header ? rows.slice(1) : rows;
  const names = columnNames(first, header);
  const columns = findColumns(names, body, null);
  const tokens = guessTokenPlaces(names, body);
  return { form: { ...form, header }, columns, tokens, rows: body, raggedRows: [], isWhole };
}

const withoutMark = (text: string) => (text.startsWith('\u{FEFF}') ? text.slice(1) : text);

/** Columns were chosen, and all of them are called so in this row. */
function hasNames(first: readonly string[], { columns }: Chosen): boolean {
  const names = new Set(first.map((cell) => cell.trim()));
  return columns.length > 0 && columns.every((name) => name !== null && names.has(name));
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
export function beginningRows(
  file: SourceFile,
  { text, isWhole }: TextBeginning,
  { form, columns }: Table,
): TableRow[] {
  const jsonl = new JsonlColumns();
  for (const name of hasObjects(form.format) ? columns : []) jsonl.placeOf(name);
  const reader = createRowReader(file.path, form, jsonl);
  return [...reader.push(withoutMark(text)), ...(isWhole ? reader.end() : [])];
}

/** A text that is only the beginning of a file may cut the last row, which does not count then. */
function firstRows(reader: RowReader, text: string, endsFile: boolean): TableRow[] {
  const rows: TableRow[] = [];
  for (const row of reader.push(text)) if (rows.push(row) > inspectedRows) return rows;
  return endsFile ? [...rows, ...reader.end()] : rows;
}

function noRows(file: SourceFile, format: TableFormat): StudioError {
  const message = `${file.path} has no rows that could be read as ${format.toUpperCase()}. Import it as plain text, or choose another file.`;
  return new StudioError('invalid-data', message, {
    reason: 'no-rows',
    name: file.path,
    format: format.toUpperCase(),
  });
}
