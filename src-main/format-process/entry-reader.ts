import { readBytes, type SourceFile } from '../datasets/readers/source-file.ts';
import type { PieceRequest } from '../exports/processes/format-task.ts';

/** Tells what most files are; of many files no more than that is read at first. */
const firstPieceBytes = 2 ** 16;

export interface Piece {
  bytes: Uint8Array;
  isLast: boolean;
}

/** Reads entries of an archive piece by piece, one entry at a time, and one piece ahead of what was asked for. */
export class EntryReader {
  readonly #files: readonly SourceFile[];
  #chunks: AsyncIterator<Uint8Array> | null = null;
  #entry = -1;
  #offset = 0;
  #ahead: Promise<Piece> | null = null;

  constructor(files: readonly SourceFile[]) {
    this.#files = files;
  }

  /** Throws RangeError for a piece that is not the first or the next one, and what reading the entry throws. */
  async read({ entry, offset }: PieceRequest): Promise<Piece> {
    if (offset === 0) await this.#open(entry);
    const chunks = this.#chunks;
    if (chunks === null || entry !== this.#entry || offset !== this.#offset) {
      throw new RangeError(`Byte ${offset} of entry ${entry} is not the next one.`);
    }
    const piece = await (this.#ahead ?? gather(chunks, offset === 0 ? firstPieceBytes : readBytes));
    this.#offset += piece.bytes.length;
    // Many an entry is left after its first piece.
    this.#ahead = offset === 0 || piece.isLast ? null : gather(chunks, readBytes);
    this.#ahead?.catch(() => undefined); // Whoever asks for it is told.
    return piece;
  }

  async close(): Promise<void> {
    this.#ahead = null;
    await this.#chunks?.return?.();
    this.#chunks = null;
  }

  async #open(entry: number): Promise<void> {
    await this.close();
    const file = this.#files[entry];
    if (file === undefined) throw new RangeError(`There is no entry ${entry}.`);
    this.#chunks = file.read()[Symbol.asyncIterator]();
    this.#entry = entry;
    this.#offset = 0;
  }
}

/** Joins chunks to a piece of at least so many bytes, or to what is left. */
async function gather(chunks: AsyncIterator<Uint8Array>, wantedBytes: number): Promise<Piece> {
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
