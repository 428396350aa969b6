import type { TaggedSentence } from '../../../src-engine/spec/dataset-content.ts';
import type { ImportContent, TaggedSentences, TaggingProblem } from '../../contract/datasets/import-records.ts';
import { ClassNumbers } from '../columns/class-numbers.ts';
import type { Table } from '../columns/table-beginning.ts';
import { createRowReader } from '../readers/file-formats.ts';
import { JsonlColumns } from '../readers/jsonl-reader.ts';
import type { ContentFile } from '../readers/source-file.ts';
import type { TableRow } from '../readers/table-row.ts';
import type { SourceReading } from './source-reading.ts';

const toldProblems = 100;

/** The places of tokens and tags in a row. */
export interface TaggedPlaces {
  token: number;
  tag: number;
  /** The number of columns of a CoNLL file; null when a row is a JSON object, with lists. */
  columns: number | null;
}

/** Makes sentences of the rows of one file after another, and says which lines keep a sentence from being one. */
export class SentenceReading {
  readonly #places: TaggedPlaces;
  readonly #tags = new ClassNumbers();
  readonly #problems: TaggingProblem[] = [];
  #problemCount = 0;
  #sentences = 0;
  #tokens = 0;
  #leftOut = 0;
  #begun: TaggedSentence = { tokens: [], tags: [] };
  #hasProblem = false;

  constructor(places: TaggedPlaces) {
    this.#places = places;
  }

  /**
   * Returns the sentence that a row completes: an object is one, and a row without columns ends one. Throws
   * `invalid-data` for too many tags.
   */
  read(file: string, row: TableRow): TaggedSentence | null {
    const { columns } = this.#places;
    if (columns === null) {
      this.#readObject(file, row);
      return this.#end();
    }
    if (row.cells?.length === 0) return this.#end();
    this.#readToken(file, row, columns);
    return null;
  }

  /** The known facts about all sentences so far. */
  facts(): TaggedSentences {
    return {
      sentences: this.#sentences,
      tokens: this.#tokens,
      problems: this.#problems,
      problemCount: this.#problemCount,
      leftOut: this.#leftOut,
    };
  }

  /** Returns the number of times that each tag occurs, in the order of their ids. */
  tags(): ReturnType<ClassNumbers['histogram']> {
    return this.#tags.histogram();
  }

  #readToken(file: string, { line, cells }: TableRow, columns: number): void {
    const found = cells?.length ?? 0;
    if (found === 1) return this.#refuse({ file, line, reason: 'no-tag', found: null, expected: null });
    if (found !== columns) return this.#refuse({ file, line, reason: 'columns-differ', found, expected: columns });
    this.#add(file, line, cells?.[this.#places.token] ?? '', cells?.[this.#places.tag] ?? '');
  }

  #readObject(file: string, { line, cells }: TableRow): void {
    const tokens = listIn(cells?.[this.#places.token]);
    const tags = listIn(cells?.[this.#places.tag]);
    if (tokens === null || tags === null)
      return this.#refuse({ file, line, reason: 'not-lists', found: null, expected: null });
    if (tokens.length !== tags.length) {
      const [found, expected] = [tags.length, tokens.length];
      return this.#refuse({ file, line, reason: 'lengths-differ', found, expected });
    }
    tokens.forEach((token, n) => this.#add(file, line, token, tags[n]));
  }

  #add(file: string, line: number, token: string, tag: string): void {
    if (token === '' || tag.trim() === '')
      return this.#refuse({ file, line, reason: 'empty-token', found: null, expected: null });
    this.#begun.tokens.push(token.toWellFormed());
    this.#begun.tags.push(tag.toWellFormed().trim());
  }

  #refuse(problem: TaggingProblem): void {
    this.#hasProblem = true;
    if (++this.#problemCount <= toldProblems) this.#problems.push(problem);
  }

  #end(): TaggedSentence | null {
    const sentence = this.#begun;
    const isWhole = !this.#hasProblem;
    this.#begun = { tokens: [], tags: [] };
    this.#hasProblem = false;
    if (!isWhole) this.#leftOut++;
    if (!isWhole || sentence.tokens.length === 0) return null;
    this.#sentences++;
    this.#tokens += sentence.tokens.length;
    for (const tag of sentence.tags) this.#tags.add(tag);
    return sentence;
  }
}

/** The strings of a JSON list in a cell, numbers as they are written; null where it is none. */
export function listIn(cell: string | undefined): string[] | null {
  if (cell === undefined || !cell.startsWith('[')) return null;
  let list: unknown;
  try {
    list = JSON.parse(cell);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (!Array.isArray(list)) return null;
  const texts = list.map((value: unknown) =>
    typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null,
  );
  return texts.every((text) => text !== null) ? texts : null;
}

/** The sentences that each piece of a file completes. */
export async function* readSentences(
  files: SourceReading,
  file: ContentFile,
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
  for await (const piece of files.read(file)) {
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
