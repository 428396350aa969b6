import { StudioError } from '../../contract/errors.ts';
import type { RaggedRow } from '../../contract/datasets/import-records.ts';
import { raggedRow, type Table } from '../columns/table-beginning.ts';
import { columnNames } from '../columns/table-columns.ts';
import { createRowReader, type TableForm } from '../readers/file-formats.ts';
import { JsonlColumns } from '../readers/jsonl-reader.ts';
import type { ImportSource } from '../readers/open-source.ts';
import type { SourceFile } from '../readers/source-file.ts';
import type { TableRow } from '../readers/table-row.ts';
import type { SourceReading } from './source-reading.ts';

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
  reading: SourceReading,
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
    for await (const piece of reading.read(file)) {
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
