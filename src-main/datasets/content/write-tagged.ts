import type { TaggedSentence } from '../../../src-engine/spec/dataset-content.ts';
import { StudioError } from '../../contract/errors.ts';
import type { ImportContent } from '../../contract/datasets/import-records.ts';
import { readSentences, SentenceReading, taggedPlaces } from '../cleaning/tagged-sentences.ts';
import type { Table } from '../columns/table-beginning.ts';
import type { ContentRequest, ImportedContent } from './imported-content.ts';
import { RowHashes } from './row-hashes.ts';

/**
 * Imports each sentence as a line of tokens and tags. Sentences with a problem are left out, and their lines reported.
 */
export async function writeTagged(
  { source, reading: files, sink }: ContentRequest,
  table: Table,
  content: Extract<ImportContent, { kind: 'tagged' }>,
): Promise<ImportedContent> {
  const reading = new SentenceReading(taggedPlaces(table, content));
  const hashes = new RowHashes();
  const emptyFiles: string[] = [];
  for (const file of source.files) {
    const before = reading.facts().sentences;
    for await (const sentences of readSentences(files, file, table, reading)) {
      for (const { tokens } of sentences) hashes.add(JSON.stringify(tokens), 0);
      await sink.store(sentences.map(taggedLine).join(''));
      if (sentences.length > 0) await sink.count(sentences.flatMap(({ tokens }) => tokens));
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
