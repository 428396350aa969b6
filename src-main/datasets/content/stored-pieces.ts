import { decompressPiece } from './stored-content.ts';
import type { Store } from '../../db/open-store.ts';

const lineFeed = 0x0a;

/** The known facts about a piece: its end, and the number of line feeds until then. */
interface PieceEnd {
  bytes: number;
  lineFeeds: number;
}

/** The pieces that a stored content is divided into, found by place or by line. Pieces are of about, but not of exactly, the same size. */
export class StoredPieces {
  readonly #store: Store;
  readonly #textKey: number;
  readonly #ends: PieceEnd[] = [];
  #latest: { ordinal: number; bytes: Promise<Uint8Array | null> } | null = null;

  constructor(store: Store, textKey: number) {
    this.#store = store;
    this.#textKey = textKey;
  }

  /** `null` means that there is no such piece. The one that was asked for last is kept. */
  piece(ordinal: number): Promise<Uint8Array | null> {
    if (this.#latest?.ordinal !== ordinal) {
      const chunk = this.#store.texts.chunk(this.#textKey, ordinal);
      const bytes = chunk === undefined ? Promise.resolve(null) : decompressPiece(chunk);
      this.#latest = { ordinal, bytes };
      // A failed read may be tried again.
      bytes.catch(() => (this.#latest = null));
    }
    return this.#latest.bytes;
  }

  /** Bytes from `start` to before `end`; fewer at the end of the content. */
  async bytes(start: number, end: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    const first = await this.#findPiece((piece) => piece.bytes > start);
    let place = this.#before(first).bytes;
    for (let ordinal = first; place < end; ordinal++) {
      const piece = await this.piece(ordinal);
      if (piece === null) break;
      parts.push(piece.subarray(Math.max(0, start - place), end - place));
      place += piece.length;
    }
    return Buffer.concat(parts);
  }

  /** Lines by their numbers, without what ends them; fewer at the end. */
  async lines(first: number, count: number): Promise<string[]> {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    let ordinal = await this.#findPiece((piece) => piece.lineFeeds >= first);
    let toSkip = first - this.#before(ordinal).lineFeeds;
    const lines: string[] = [];
    let begun: Uint8Array[] = [];
    for (; lines.length < count; ordinal++) {
      const piece = await this.piece(ordinal);
      if (piece === null) break;
      let start = 0;
      for (; toSkip > 0; toSkip--) start = piece.indexOf(lineFeed, start) + 1;
      while (lines.length < count) {
        const end = piece.indexOf(lineFeed, start);
        if (end < 0) break;
        lines.push(decoder.decode(Buffer.concat([...begun, piece.subarray(start, end)])));
        begun = [];
        start = end + 1;
      }
      if (lines.length < count) begun.push(piece.subarray(start));
    }
    const rest = Buffer.concat(begun);
    return lines.length < count && rest.length > 0 ? [...lines, decoder.decode(rest)] : lines;
  }

  /** The first piece of which this is true; the one after the last where there is none. */
  async #findPiece(isIt: (end: PieceEnd) => boolean): Promise<number> {
    for (let ordinal = 0; ; ordinal++) {
      if (ordinal === this.#ends.length) {
        const piece = await this.piece(ordinal);
        if (piece === null) return ordinal;
        const { bytes, lineFeeds } = this.#before(ordinal);
        // Another call may have found it meanwhile; it found the same.
        this.#ends[ordinal] = { bytes: bytes + piece.length, lineFeeds: lineFeeds + countLineFeeds(piece) };
      }
      if (isIt(this.#ends[ordinal])) return ordinal;
    }
  }

  #before(ordinal: number): PieceEnd {
    return this.#ends[ordinal - 1] ?? { bytes: 0, lineFeeds: 0 };
  }
}

function countLineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) count++;
  return count;
}
