import type { TaggedSentence } from '../../../src-engine/spec/engine-protocol.ts';
import { StudioError } from '../../contract/errors.ts';
import type { ImportContent } from '../../contract/import-records.ts';
import { RowHashes } from '../content/row-hashes.ts';
import { JsonlColumns } from '../readers/jsonl-reader.ts';
import type { SourceFile } from '../readers/source-file.ts';
import { createRowReader, type Table } from './import-plan.ts';
import type { ImportSession, ImportedContent } from './import-session.ts';
import type { ImportSource } from './import-source.ts';
import { SentenceReading, type TaggedPlaces } from './tagged-sentences.ts';

/**
 * Imports each sentence as a line of tokens and tags. Sentences with a problem are left out, and their lines reported.
 */
export async function importTagged(
  session: ImportSession,
  source: ImportSource,
  table: Table,
  content: Extract<ImportContent, { kind: 'tagged' }>,
): Promise<ImportedContent> {
  const reading = new SentenceReading(taggedPlaces(table, content));
  const hashes = new RowHashes();
  const emptyFiles: string[] = [];
  for (const file of source.files) {
    const before = reading.facts().sentences;
    for await (const sentences of readSentences(session, file, table, reading)) {
      for (const { tokens } of sentences) hashes.add(JSON.stringify(tokens), 0);
      await session.store(sentences.map(taggedLine).join(''));
      if (sentences.length > 0) await session.count(sentences.flatMap(({ tokens }) => tokens));
    }
    if (reading.facts().sentences === before) emptyFiles.push(file.path);
  }
  const tagged = reading.facts();
  if (tagged.sentences === 0 && tagged.problemCount > 0) throw noSentences(source.name, tagged.problems[0]);
  const rows = {
    count: tagged.sentences,
    duplicates: hashes.duplicates(),
    leaked: hashes.leaked(true),
    ragged: [],
    raggedCount: 0,
    incomplete: 0,
  };
  return { layout: '{}', documents: tagged.sentences, rows, classes: reading.tags(), tagged, emptyFiles };
}

/** The sentences that each piece of a file completes. */
async function* readSentences(
  session: ImportSession,
  file: SourceFile,
  { form, columns }: Table,
  reading: SentenceReading,
): AsyncGenerator<TaggedSentence[]> {
  const jsonl = new JsonlColumns();
  for (const name of form.conll === null ? columns : []) jsonl.placeOf(name);
  const rows = createRowReader(file.path, form, jsonl);
  let isFirst = true;
  const complete = (found: ReturnType<typeof rows.push>): TaggedSentence[] => {
    const sentences: TaggedSentence[] = [];
    for (const row of found) {
      const isHeader = isFirst && form.header;
      isFirst = false;
      const sentence = isHeader ? null : reading.read(file.path, row);
      if (sentence !== null) sentences.push(sentence);
    }
    return sentences;
  };
  let isBeginning = true;
  for await (const piece of session.read(file)) {
    const isMarked = isBeginning && piece.startsWith('\u{FEFF}');
    isBeginning = false;
    yield complete(rows.push(isMarked ? piece.slice(1) : piece));
  }
  yield complete(rows.end());
}

export function taggedPlaces(
  { form, columns }: Table,
  content: Extract<ImportContent, { kind: 'tagged' }>,
): TaggedPlaces {
  return {
    token: columns.indexOf(content.tokenColumn),
    tag: columns.indexOf(content.tagColumn),
    columns: form.conll === null ? null : columns.length,
  };
}

/** A sentence as a tagged dataset keeps it. */
export function taggedLine({ tokens, tags }: TaggedSentence): string {
  return `${JSON.stringify({ tokens, tags })}\n`;
}

function noSentences(name: string, { file, line }: { file: string; line: number }): StudioError {
  return new StudioError(
    'invalid-data',
    `There is no whole sentence of tokens with tags in ${name}: line ${line} of ${file} is the first that is not as it must be. ` +
      'Write a token and its tag a line and a blank line after each sentence, or objects with lists “tokens” and “tags” of the same length.',
    { reason: 'no-tagged-sentences', name, file, line },
  );
}
