import { StudioError } from '../../contract/errors.ts';
import type { ImportContent, ImportReport, RaggedRow } from '../../contract/import-records.ts';
import { ClassNumbers } from './class-numbers.ts';
import { labelledLine } from './import-documents.ts';
import { createRowReader, raggedRow, type Table, type TableForm } from './import-plan.ts';
import type { ImportSession, ImportedContent } from './import-session.ts';
import type { ImportSource } from './import-source.ts';
import { JsonlColumns } from '../readers/jsonl-reader.ts';
import { RowHashes } from '../content/row-hashes.ts';
import type { SourceFile } from '../readers/source-file.ts';
import type { TextLayout } from '../content/stored-content.ts';
import { columnNames } from '../columns/table-columns.ts';
import type { TableRow } from '../readers/table-row.ts';

const toldRows = 100;

/** Rows that were left out, of which the first are told. */
export class RaggedRows {
  readonly told: RaggedRow[] = [];
  count = 0;

  add(row: RaggedRow): void {
    if (++this.count <= toldRows) this.told.push(row);
  }
}

export interface WholeRow {
  line: number;
  cells: string[];
}

/**
 * The rows of all files, those of a piece of text at a time, without headers and ragged rows. Throws `invalid-data` where a file has
 * other columns than the first.
 */
export async function* readRows(
  session: ImportSession,
  { files }: ImportSource,
  { form, columns }: Table,
  ragged: RaggedRows,
): AsyncGenerator<{ file: SourceFile; rows: WholeRow[] }> {
  const jsonl = new JsonlColumns();
  for (const name of form.delimiter === null ? columns : []) jsonl.placeOf(name);
  for (const file of files) {
    const reader = createRowReader(file.path, form, jsonl);
    let isFirst = true;

    const whole = (found: Iterable<TableRow>): WholeRow[] => {
      const rows: WholeRow[] = [];
      for (const row of found) {
        const isHeader = isFirst && form.header;
        if (isFirst && row.cells !== null) checkColumns(file, columnNames(row.cells, form.header), columns, form);
        isFirst = false;
        const problem = raggedRow(file.path, row, columns.length, form.delimiter);
        if (problem !== null) ragged.add(problem);
        else if (!isHeader && row.cells !== null) rows.push({ line: row.line, cells: row.cells });
      }
      return rows;
    };

    let isBeginning = true;
    for await (const piece of session.read(file)) {
      const isMarked = isBeginning && piece.startsWith('\u{FEFF}');
      isBeginning = false;
      yield { file, rows: whole(reader.push(isMarked ? piece.slice(1) : piece)) };
    }
    yield { file, rows: whole(reader.end()) };
  }
}

function checkColumns(file: SourceFile, found: readonly string[], columns: readonly string[], form: TableForm): void {
  if (form.delimiter === null) return;
  if (found.length === columns.length && found.every((name, place) => name === columns[place])) return;
  throw new StudioError(
    'invalid-data',
    `${file.path} has the columns ${found.join(', ')}, not ${columns.join(', ')} as the first file. Import it by itself.`,
    { reason: 'columns-differ', name: file.path },
  );
}

/** Every row is a text with a label, or a document. Rows without a text or a label are left out. */
export async function importTextRows(
  session: ImportSession,
  source: ImportSource,
  table: Table,
  content: Extract<ImportContent, { kind: 'text' | 'labelled' }>,
): Promise<ImportedContent> {
  const textPlace = table.columns.indexOf(content.textColumn ?? '');
  const labelPlace = content.kind === 'labelled' ? table.columns.indexOf(content.labelColumn ?? '') : -1;
  const isLabelled = labelPlace >= 0;
  const ragged = new RaggedRows();
  const classes = new ClassNumbers();
  const hashes = new RowHashes();
  const lengths: number[] = [];
  let count = 0;
  let incomplete = 0;
  for await (const { rows } of readRows(session, source, table, ragged)) {
    const texts: string[] = [];
    let lines = '';
    for (const { cells } of rows) {
      const text = (cells[textPlace] ?? '').toWellFormed();
      const label = isLabelled ? (cells[labelPlace] ?? '').toWellFormed().trim() : '';
      if (text.trim() === '' || (isLabelled && label === '')) {
        incomplete++;
        continue;
      }
      texts.push(text);
      hashes.add(text, isLabelled ? classes.add(label) : 0);
      lines += isLabelled ? labelledLine({ text, label }) : text;
      if (!isLabelled) lengths.push(Buffer.byteLength(text));
    }
    count += texts.length;
    await session.store(lines);
    if (texts.length > 0) await session.count(texts);
  }
  const rows: ImportReport['rows'] = {
    count,
    duplicates: hashes.duplicates(),
    leaked: hashes.leaked(isLabelled),
    ragged: ragged.told,
    raggedCount: ragged.count,
    incomplete,
  };
  const layout: TextLayout | null = !isLabelled && lengths.length > 1 ? { documents: lengths } : null;
  return {
    layout: isLabelled ? '{}' : layout === null ? null : JSON.stringify(layout),
    documents: count,
    rows,
    classes: isLabelled ? classes.histogram() : null,
    emptyFiles: [],
  };
}
