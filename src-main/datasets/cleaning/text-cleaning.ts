import { settledLength } from '../../../src-engine/text/scan-graphemes.ts';
import type { CleanUpId, ImportReport } from '../../contract/datasets/import-records.ts';
import { longestPiece } from '../readers/text-source.ts';

type Newlines = ImportReport['newlines'];

const byteOrderMark = '\u{FEFF}';
const LINE_FEED = 10;
const encodedMark = [0xef, 0xbb, 0xbf];

/**
 * The same text in pieces between whose ends there is a grapheme boundary, so that each can be counted, normalised and searched for line ends
 * by itself.
 */
export async function* settlePieces(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const text = rest + piece;
    const settled = text.length > longestPiece ? text.length : settledLength(text);
    rest = text.slice(settled);
    if (settled > 0) yield text.slice(0, settled);
  }
  if (rest !== '') yield rest;
}

/** Does what was chosen, and counts what it does and which line ends there were. */
export class TextCleaning {
  readonly newlines: Newlines = { lf: 0, crlf: 0, cr: 0 };
  readonly #counts: Map<CleanUpId, number>;
  #isBeginning = true;

  constructor(cleanUps: readonly CleanUpId[]) {
    this.#counts = new Map(cleanUps.map((id) => [id, 0]));
  }

  /** The next piece will be the first of another file. */
  beginFile(): void {
    this.#isBeginning = true;
  }

  /** Pieces as `settlePieces` makes them. */
  clean(piece: string): string {
    let text = piece;
    if (this.#isBeginning && text.startsWith(byteOrderMark) && this.#does('byte-order-mark', 1)) text = text.slice(1);
    this.#isBeginning = false;
    const { lf, crlf, cr } = countNewlines(text);
    this.newlines.lf += lf;
    this.newlines.crlf += crlf;
    this.newlines.cr += cr;
    if (crlf + cr > 0 && this.#does('newlines', crlf + cr)) text = text.replaceAll(/\r\n?/g, '\n');
    if (this.#counts.has('nfkc')) {
      const normal = text.normalize('NFKC');
      if (normal !== text) this.#does('nfkc', changedLines(text, normal));
      text = normal;
    }
    return text;
  }

  /** True when pieces may come as UTF-8, for nothing but a byte order mark would be changed in them. Line ends are not counted then. */
  get leavesText(): boolean {
    return !this.#counts.has('newlines') && !this.#counts.has('nfkc');
  }

  cleanUtf8(piece: Uint8Array): Uint8Array {
    const isMarked = this.#isBeginning && encodedMark.every((byte, place) => piece[place] === byte);
    this.#isBeginning = false;
    return isMarked && this.#does('byte-order-mark', 1) ? piece.subarray(encodedMark.length) : piece;
  }

  /** Lists the clean-ups that had an effect. */
  done(): ImportReport['cleanUps'] {
    return Array.from(this.#counts, ([id, count]) => ({ id, count })).filter(({ count }) => count > 0);
  }

  #does(id: CleanUpId, count: number): boolean {
    const before = this.#counts.get(id);
    if (before !== undefined) this.#counts.set(id, before + count);
    return before !== undefined;
  }
}

export function countNewlines(text: string): Newlines {
  let lf = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lf++;
  let crlf = 0;
  let cr = 0;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text.charCodeAt(at + 1) === LINE_FEED) crlf++;
    else cr++;
  }
  return { lf: lf - crlf, crlf, cr };
}

/** NFKC keeps line feeds and adds none. */
export function changedLines(before: string, after: string): number {
  const afterLines = after.split('\n');
  return before.split('\n').filter((line, n) => line !== afterLines[n]).length;
}
