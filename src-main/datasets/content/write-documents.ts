import { StudioError } from '../../contract/errors.ts';
import { ClassNumbers } from '../columns/class-numbers.ts';
import { longestRow } from '../readers/table-row.ts';
import type { ContentRequest, ImportedContent } from './imported-content.ts';
import { RowHashes } from './row-hashes.ts';
import type { LabelledRow, TextLayout } from './stored-content.ts';

/** Every file is a document, in the order of their paths. */
export async function writeDocuments({ source, reading, sink }: ContentRequest): Promise<ImportedContent> {
  const lengths: number[] = [];
  const emptyFiles: string[] = [];
  for (const file of source.files) {
    let bytes = 0;
    for await (const piece of reading.readPieces(file)) {
      bytes += await sink.store(piece);
      await sink.count([piece]);
    }
    if (bytes > 0) lengths.push(bytes);
    else emptyFiles.push(file.path);
  }
  const layout: TextLayout | null = lengths.length > 1 ? { documents: lengths } : null;
  return {
    layout: layout === null ? null : JSON.stringify(layout),
    documents: lengths.length,
    rows: null,
    classes: null,
    emptyFiles,
  };
}

/** Every file is a text whose label is the folder that it lies in. */
export async function writeLabelledFiles({ source, reading, sink }: ContentRequest): Promise<ImportedContent> {
  const { files, folders, name } = source;
  if (folders === null) {
    const message = `The files of ${name} do not lie in folders that could be their labels. Put each class into a folder of its own.`;
    throw new StudioError('invalid-data', message, { reason: 'no-folders', name });
  }
  const classes = new ClassNumbers();
  const hashes = new RowHashes();
  const emptyFiles: string[] = [];
  let count = 0;
  for (const [index, file] of files.entries()) {
    let text = '';
    for await (const piece of reading.read(file)) {
      text += piece;
      if (text.length > longestRow) throw tooLong(file.path);
    }
    const label = folders[index].normalize('NFC');
    if (text.trim() === '') {
      emptyFiles.push(file.path);
      continue;
    }
    count++;
    hashes.add(text, classes.add(label));
    await sink.store(labelledLine({ text, label }));
    await sink.count([text]);
  }
  const rows = {
    count,
    duplicates: hashes.duplicates(),
    leaked: hashes.leaked(true),
    ragged: [],
    raggedCount: 0,
    incomplete: 0,
  };
  return { layout: '{}', documents: count, rows, classes: classes.histogram(), emptyFiles };
}

/** A row as a labelled dataset keeps it. */
export function labelledLine({ text, label }: LabelledRow): string {
  return `${JSON.stringify({ text, label })}\n`;
}

function tooLong(path: string): StudioError {
  return new StudioError(
    'invalid-data',
    `${path} is too long to be one labelled text: it has more than ${longestRow} characters. Import it as a text without labels.`,
    { reason: 'text-too-long', name: path, maximum: longestRow },
  );
}
