import type { ImportContent, ImportReport } from '../../contract/datasets/import-records.ts';
import { RaggedRows, readRows } from '../cleaning/clean-rows.ts';
import { DroppedRows, droppedRows } from '../cleaning/dropped-rows.ts';
import { isAbsent } from '../columns/absent-cell.ts';
import { ClassNumbers } from '../columns/class-numbers.ts';
import type { Table } from '../columns/table-beginning.ts';
import { understoodColumns, withoutTime } from '../meaning/understood-columns.ts';
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
  const noText = new DroppedRows('no-text');
  const noLabel = new DroppedRows('no-label');
  // In a column of numbers NaN is no label.
  const holdsNumbers = isLabelled && table.found[labelPlace].holds === 'number';
  let count = 0;
  for await (const { file, rows } of readRows(reading, source, table, ragged)) {
    const texts: string[] = [];
    let lines = '';
    for (const { line, cells } of rows) {
      const text = (cells[textPlace] ?? '').toWellFormed();
      const label = isLabelled ? (cells[labelPlace] ?? '').toWellFormed().trim() : '';
      const lacksLabel = isLabelled && (label === '' || (holdsNumbers && isAbsent(label)));
      if (text.trim() === '' || lacksLabel) {
        const dropped = text.trim() === '' ? noText : noLabel;
        dropped.add({ file: file.path, line, cell: lacksLabel ? label : text });
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
    incomplete: noText.count + noLabel.count,
  };
  const layout: TextLayout | null = !isLabelled && lengths.length > 1 ? { documents: lengths } : null;
  return {
    layout: isLabelled ? '{}' : layout === null ? null : JSON.stringify(layout),
    documents: count,
    rows,
    classes: isLabelled ? classes.histogram() : null,
    understood: {
      ...withoutTime,
      columns: understoodColumns(table.found, content),
      rowsUsed: count,
      rowsDropped: droppedRows(ragged, [noText, noLabel]),
    },
    emptyFiles: [],
  };
}
