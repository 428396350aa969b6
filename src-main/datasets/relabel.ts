import { StudioError } from '../contract/errors.ts';
import type { ImportReport } from '../contract/datasets/import-records.ts';
import type { DatasetRow } from '../db/dataset-table.ts';
import type { Store } from '../db/open-store.ts';
import type { ContentWriter } from './content/content-writer.ts';
import { ClassNumbers } from './columns/class-numbers.ts';
import { labelledLine } from './content/write-documents.ts';
import type { CharacterCount } from './content/character-count.ts';
import { RowHashes } from './content/row-hashes.ts';
import { readContent } from './content/stored-content.ts';

/** Rows that are handed on together. */
const rowsAtOnce = 1000;

export interface Relabelled {
  /** The changes that new labels make to a report. */
  rows: Pick<NonNullable<ImportReport['rows']>, 'duplicates' | 'leaked'>;
  classes: NonNullable<ImportReport['classes']>;
}

/** Writes the rows of a labelled dataset with these labels instead of their own, and counts their characters. */
export async function writeRelabelled(
  store: Store,
  dataset: DatasetRow,
  labels: ReadonlyMap<number, string>,
  writer: ContentWriter,
  count: CharacterCount,
): Promise<Relabelled> {
  const content = await readContent(store, dataset);
  if (content.kind !== 'labelled') {
    throw new StudioError('invalid-data', 'This dataset has no texts with labels.', { reason: 'needs-labels' });
  }
  const { texts } = content;
  const unknown = [...labels.keys()].find((row) => row >= texts.length);
  if (unknown !== undefined) {
    const message = `There is no row ${unknown + 1}: the dataset has ${texts.length}.`;
    throw new StudioError('invalid-data', message, { reason: 'no-such-row', row: unknown + 1, rows: texts.length });
  }
  const classes = new ClassNumbers();
  const hashes = new RowHashes();
  for (let first = 0; first < texts.length; first += rowsAtOnce) {
    const together = texts.slice(first, first + rowsAtOnce);
    let lines = '';
    for (const [n, text] of together.entries()) {
      const label = labels.get(first + n) ?? content.classes[content.labels[first + n]];
      hashes.add(text, classes.add(label));
      lines += labelledLine({ text, label });
    }
    await writer.write(lines);
    await count.add(together);
  }
  return {
    rows: { duplicates: hashes.duplicates(), leaked: hashes.leaked(true) },
    classes: classes.histogram(),
  };
}
