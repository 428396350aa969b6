import type { TaggedSentence } from '../../../src-engine/spec/dataset-content.ts';
import type { LengthHistogram, SentencesRecord, SeriesRowsRecord } from '../../contract/datasets/dataset-views.ts';
import type { DatasetRow } from '../../db/dataset-table.ts';
import type { Store } from '../../db/open-store.ts';
import { measureLengths } from './measure-lengths.ts';
import { readSeriesRows } from './series-rows-view.ts';
import type { LabelledRow } from './stored-content.ts';
import { StoredPieces } from './stored-pieces.ts';

/** The farthest that a part is moved so that it begins with a line. */
const nearbyBytes = 4096;
const longestCharacter = 4;
const lineFeed = 0x0a;
const shownCharacters = 2000;
const shownTokens = 500;
/** Datasets of which something is remembered. */
const mostRemembered = 16;

/** Reads parts of what datasets hold, however large they are. */
export class DatasetReader {
  readonly #store: Store;
  /** By the hash of the content, the latest last: unlike a key it is never used again for something else. */
  readonly #pieces = new Map<string, StoredPieces>();
  readonly #lengths = new Map<string, Promise<LengthHistogram | null>>();

  constructor(store: Store) {
    this.#store = store;
  }

  async read(
    dataset: DatasetRow,
    offset: number,
    length: number,
  ): Promise<{ text: string; start: number; end: number }> {
    const start = await this.#boundary(dataset, offset);
    const end = await this.#boundary(dataset, offset + length);
    const bytes = await this.#piecesOf(dataset).bytes(start, end);
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), start, end };
  }

  async rows(dataset: DatasetRow, first: number, count: number): Promise<LabelledRow[]> {
    if (dataset.kind !== 'labelled') return [];
    const lines = await this.#piecesOf(dataset).lines(first, count);
    return lines.map((line) => {
      const { text, label } = JSON.parse(line) as LabelledRow;
      return { text: cut(text), label };
    });
  }

  /** Returns sentences of a tagged dataset; none of any other. */
  async sentences(dataset: DatasetRow, first: number, count: number): Promise<SentencesRecord['sentences']> {
    if (dataset.kind !== 'tagged') return [];
    const lines = await this.#piecesOf(dataset).lines(first, count);
    return lines.map((line) => {
      const { tokens, tags } = JSON.parse(line) as TaggedSentence;
      return { tokens: tokens.slice(0, shownTokens).map(cut), tags: tags.slice(0, shownTokens), length: tokens.length };
    });
  }

  /** Returns rows of numbers over time; none of any other dataset. */
  seriesRows(dataset: DatasetRow, first: number, count: number): Promise<SeriesRowsRecord> {
    return readSeriesRows(dataset, this.#piecesOf(dataset), { first, count });
  }

  /** `null` means that it holds one table of numbers. */
  lengths(dataset: DatasetRow): Promise<LengthHistogram | null> {
    return remember(this.#lengths, dataset.hash, () => {
      const lengths = measureLengths(dataset, new StoredPieces(this.#store, dataset.text_key));
      // A failed read may be tried again.
      lengths.catch(() => this.#lengths.delete(dataset.hash));
      return lengths;
    });
  }

  #piecesOf({ hash, text_key }: DatasetRow): StoredPieces {
    return remember(this.#pieces, hash, () => new StoredPieces(this.#store, text_key));
  }

  /** Returns the beginning of a part near `at`: the next line, if it is near, or else the character at that place. */
  async #boundary(dataset: DatasetRow, place: number): Promise<number> {
    if (place <= 0) return 0;
    if (place >= dataset.bytes) return dataset.bytes;
    const windowStart = Math.max(0, place - longestCharacter);
    const bytes = await this.#piecesOf(dataset).bytes(windowStart, place + nearbyBytes);
    let at = place - windowStart;
    const end = bytes.indexOf(lineFeed, at - 1);
    if (end >= 0) return windowStart + end + 1;
    while (at > 0 && isContinuation(bytes[at])) at--;
    return windowStart + at;
  }
}

function remember<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.delete(key);
  known.set(key, value);
  const [oldest] = known.keys();
  if (known.size > mostRemembered && oldest !== undefined) known.delete(oldest);
  return value;
}

const isContinuation = (byte: number) => (byte & 0xc0) === 0x80;

function cut(text: string): string {
  return text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters).toWellFormed()}…`;
}
