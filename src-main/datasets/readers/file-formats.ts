import { extname } from 'node:path';
import type { CsvDelimiter } from '../../../src-engine/text/csv-rows.ts';
import type { ImportFormat } from '../../contract/datasets/import-records.ts';
import { ConllReader } from './conll-reader.ts';
import { CsvReader } from './csv-reader.ts';
import { JsonlReader, type JsonlColumns } from './jsonl-reader.ts';
import type { ConllForm } from './recognize-conll.ts';
import type { RowReader } from './table-row.ts';

/** The way in which all tables of an import are read. */
export interface TableForm {
  format: Exclude<ImportFormat, 'text'>;
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
  /** Makes the reader of a table's rows; null where a file is a text. */
  createReader: ((path: string, form: TableForm, columns: JsonlColumns) => RowReader) | null;
}

/** All kinds of files that data comes in: a new one is a reader of its own and a line here. */
const fileFormats: Readonly<Record<ImportFormat, FileFormat>> = {
  text: { endings: ['.txt', '.text', '.md', '.markdown', ''], createReader: null },
  csv: { endings: ['.csv'], createReader: (path, { delimiter }) => new CsvReader(path, delimiter ?? ',') },
  tsv: { endings: ['.tsv', '.tab'], createReader: (path, { delimiter }) => new CsvReader(path, delimiter ?? '\t') },
  jsonl: { endings: ['.jsonl', '.ndjson'], createReader: (path, _form, columns) => new JsonlReader(path, columns) },
  // Its rows come as objects: see `parquet-table.ts`.
  parquet: {
    endings: ['.parquet', '.parq', '.pq'],
    createReader: (path, _form, columns) => new JsonlReader(path, columns),
  },
  conll: {
    endings: ['.conll', '.conllu', '.iob', '.iob2', '.bio'],
    createReader: (path, { conll }) => new ConllReader(path, conll?.delimiter ?? ' ', conll?.columns ?? 0),
  },
};

const formatsByEnding = new Map(
  Object.entries(fileFormats).flatMap(([format, { endings }]) =>
    endings.map((ending) => [ending, format as ImportFormat] as const),
  ),
);

/** Returns the format that a file's name tells; null where it tells none. */
export function formatOf(path: string): ImportFormat | null {
  return formatsByEnding.get(extname(path).toLowerCase()) ?? null;
}

export function createRowReader(path: string, form: TableForm, columns: JsonlColumns): RowReader {
  const { createReader } = fileFormats[form.format];
  if (createReader === null) throw new Error(`${form.format} has no rows.`);
  return createReader(path, form, columns);
}
