import { ExtractionRecord, type Extracted, type Extraction } from '../datasets/readers/extraction.ts';
import type { OutsideFile } from '../datasets/readers/outside-file.ts';
import { readBytes } from '../datasets/readers/source-file.ts';
import type { PieceRequest } from '../exports/processes/format-task.ts';

/** Tells what most files are; of many files no more than that is read at first. */
const firstPieceBytes = 2 ** 16;

export interface Piece {
  bytes: Uint8Array;
  isLast: boolean;
  /** The facts that were found in the entry so far; null where its bytes are given as they are. */
  extracted: Extracted | null;
}

type Gathered = Omit<Piece, 'extracted'>;

/** Reads entries of an archive piece by piece, one entry at a time, and one piece ahead of what was asked for. */
export class EntryReader {
  readonly #files: readonly OutsideFile[];
  #chunks: AsyncIterator<Uint8Array> | null = null;
  #entry = -1;
  #offset = 0;
  #ahead: Promise<Gathered> | null = null;
  #record: ExtractionRecord | null = null;

  constructor(files: readonly OutsideFile[]) {
    this.#files = files;
  }

  /** Throws RangeError for a piece that is not the first or the next one, and what reading the entry throws. */
  async read({ entry, offset, extraction }: PieceRequest): Promise<Piece> {
    if (offset === 0) await this.#open(entry, extraction);
    const chunks = this.#chunks;
    if (chunks === null || entry !== this.#entry || offset !== this.#offset) {
      throw new RangeError(`Byte ${offset} of entry ${entry} is not the next one.`);
    }
    const piece = await (this.#ahead ?? gather(chunks, offset === 0 ? firstPieceBytes : readBytes));
    this.#offset += piece.bytes.length;
    // Many an entry is left after its first piece.
    this.#ahead = offset === 0 || piece.isLast ? null : gather(chunks, readBytes);
    this.#ahead?.catch(() => undefined); // Whoever asks for it is told.
    return { ...piece, extracted: this.#record?.extracted() ?? null };
  }

  async close(): Promise<void> {
    this.#ahead = null;
    await this.#chunks?.return?.();
    this.#chunks = null;
  }

  async #open(entry: number, extraction: Extraction | null): Promise<void> {
    await this.close();
    const file = this.#files[entry];
    if (file === undefined) throw new RangeError(`There is no entry ${entry}.`);
    this.#record = extraction === null ? null : new ExtractionRecord(extraction.keep);
    const content =
      this.#record === null || extraction === null ? file.read() : extract(file, extraction, this.#record);
    this.#chunks = content[Symbol.asyncIterator]();
    this.#entry = entry;
    this.#offset = 0;
  }
}

/** Joins chunks to a piece of at least so many bytes, or to what is left. */
async function gather(chunks: AsyncIterator<Uint8Array>, wantedBytes: number): Promise<Gathered> {
  const gathered: Uint8Array[] = [];
  let length = 0;
  while (length < wantedBytes) {
    const next = await chunks.next();
    if (next.done === true) return { bytes: Buffer.concat(gathered), isLast: true };
    gathered.push(next.value);
    length += next.value.length;
  }
  return { bytes: Buffer.concat(gathered), isLast: false };
}

async function* extract(
  file: OutsideFile,
  extraction: Extraction,
  record: ExtractionRecord,
): AsyncGenerator<Uint8Array> {
  // Loaded here: most archives are read as they are.
  const { loadExtractor } = await import('../datasets/readers/file-formats.ts');
  const extractText = await loadExtractor(extraction.format);
  for await (const piece of extractText(file, extraction, record))
    yield typeof piece === 'string' ? Buffer.from(piece) : piece;
}
