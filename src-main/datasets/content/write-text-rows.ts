import type { ImportContent, ImportReport } from '../../contract/import-records.ts';
import { RaggedRows, readRows } from '../cleaning/clean-rows.ts';
import { ClassNumbers } from '../columns/class-numbers.ts';
import type { Table } from '../columns/table-beginning.ts';
import type { ContentRequest, ImportedContent } from './imported-content.ts';
import { RowHashes } from './row-hashes.ts';
import type { TextLayout } from './stored-content.ts';
import { labelledLine } from './write-documents.ts';

/** Every row is a text with a label, or a document. Rows without a text or a label are left out. */
export async function writeTextRows(
  { source, reading, sink }: ContentRequest,
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
  for await (const { rows } of readRows(reading, source, table, ragged)) {
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
    await sink.store(lines);
    if (texts.length > 0) await sink.count(texts);
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
