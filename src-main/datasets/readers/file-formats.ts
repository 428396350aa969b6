import { extname } from 'node:path';
import type { CsvDelimiter } from '../../../src-engine/text/csv-rows.ts';
import type { ImportFormat, TableFormat } from '../../contract/datasets/import-records.ts';
import { ConllReader } from './conll-reader.ts';
import { CsvReader } from './csv-reader.ts';
import type { ExtractText } from './outside-file.ts';
import { JsonlReader, type JsonlColumns } from './jsonl-reader.ts';
import type { ConllForm } from './recognize-conll.ts';
import type { FileKind } from './recognize-file.ts';
import type { RowReader } from './table-row.ts';

/** The way in which all tables of an import are read. */
export interface TableForm {
  format: TableFormat;
  /** `null` means JSONL, or columns of CoNLL. */
  delimiter: CsvDelimiter | null;
  /** The columns of CoNLL; null for another format. */
  conll: ConllForm | null;
  header: boolean;
}

/** A kind of file that data comes in. */
interface FileFormat {
  /** Endings of names, with their dots. */
  endings: readonly string[];
  /** The kind that a file's bytes show; absent where they do not tell this format from others. */
  kind?: FileKind;
  /** Makes the reader of a table's rows; absent where a file is a text. */
  createReader?: (path: string, form: TableForm, columns: JsonlColumns) => RowReader;
  /** Loads what takes the content out of a file of another program; absent where a file is its own text. */
  extractor?: () => Promise<ExtractText>;
}

/** All kinds of files that data comes in: a new one is a reader of its own and a line here. */
const fileFormats: Readonly<Record<ImportFormat, FileFormat>> = {
  text: { endings: ['.txt', '.text', '.md', '.markdown', ''] },
  html: {
    endings: ['.html', '.htm', '.xhtml'],
    extractor: async () => (await import('./documents/html.ts')).extractHtml,
  },
  epub: { endings: ['.epub'], kind: 'book', extractor: async () => (await import('./documents/epub.ts')).extractEpub },
  docx: {
    endings: ['.docx', '.docm'],
    kind: 'word-document',
    extractor: async () => (await import('./documents/docx.ts')).extractDocx,
  },
  pdf: { endings: ['.pdf'], kind: 'pdf', extractor: async () => (await import('./documents/pdf.ts')).extractPdf },
  subtitles: {
    endings: ['.srt', '.vtt'],
    extractor: async () => (await import('./documents/subtitles.ts')).extractSubtitles,
  },
  csv: { endings: ['.csv'], createReader: (path, { delimiter }) => new CsvReader(path, delimiter ?? ',') },
  tsv: { endings: ['.tsv', '.tab'], createReader: (path, { delimiter }) => new CsvReader(path, delimiter ?? '\t') },
  jsonl: { endings: ['.jsonl', '.ndjson'], createReader: (path, _form, columns) => new JsonlReader(path, columns) },
  parquet: {
    endings: ['.parquet', '.parq', '.pq'],
    kind: 'parquet',
    createReader: (path, _form, columns) => new JsonlReader(path, columns),
    extractor: async () => (await import('./parquet-table.ts')).extractParquet,
  },
  arrow: {
    endings: ['.arrow', '.arrows', '.feather'],
    kind: 'arrow',
    createReader: (path, _form, columns) => new JsonlReader(path, columns),
    extractor: async () => (await import('./arrow-table.ts')).extractArrow,
  },
  conll: {
    endings: ['.conll', '.conllu', '.iob', '.iob2', '.bio'],
    createReader: (path, { conll }) => new ConllReader(path, conll?.delimiter ?? ' ', conll?.columns ?? 0),
  },
};

const formats = Object.entries(fileFormats) as [ImportFormat, FileFormat][];
const formatsByEnding = new Map(
  formats.flatMap(([format, { endings }]) => endings.map((ending) => [ending, format] as const)),
);

/** Returns the format that a file's name tells; null where it tells none. */
export function formatOf(path: string): ImportFormat | null {
  return formatsByEnding.get(extname(path).toLowerCase()) ?? null;
}

/** Returns the format that a file's bytes tell; null where data of that kind is not read. */
export function formatOfKind(wanted: FileKind): ImportFormat | null {
  return formats.find(([, { kind }]) => kind === wanted)?.[0] ?? null;
}

export function createRowReader(path: string, form: TableForm, columns: JsonlColumns): RowReader {
  const { createReader } = fileFormats[form.format];
  if (createReader === undefined) throw new Error(`${form.format} has no rows.`);
  return createReader(path, form, columns);
}

/** Loads what takes the content out of a file. Only the process for files of other programs does. */
export async function loadExtractor(format: ImportFormat): Promise<ExtractText> {
  const { extractor } = fileFormats[format];
  if (extractor === undefined) throw new Error(`A file of ${format} is its own text.`);
  return extractor();
}
