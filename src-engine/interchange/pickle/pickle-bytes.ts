import { decodeUtf8 } from '../../text/utf8.ts';
import { damagedPickle } from './pickled.ts';

/** Reads the arguments of opcodes one after the other. Its methods throw PickleError where the bytes end too early. */
export class PickleBytes {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  skip(count: number): void {
    this.#begin(count);
  }

  uint8(): number {
    return this.#view.getUint8(this.#begin(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#begin(2), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#begin(4), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#begin(4), true);
  }

  /** Big-endian, unlike all other numbers. */
  float64(): number {
    return this.#view.getFloat64(this.#begin(8), false);
  }

  /** Returns a whole number of any length, in two's complement. */
  integer(length: number): number {
    const begin = this.#begin(length);
    const bytes = this.#bytes.subarray(begin, begin + length);
    let value = 0;
    bytes.forEach((byte, n) => (value += byte * 256 ** n));
    return length > 0 && bytes[length - 1] >= 128 ? value - 256 ** length : value;
  }

  text(length: number): string {
    const begin = this.#begin(length);
    return decodeUtf8(this.#bytes.subarray(begin, begin + length));
  }

  /** Returns the text up to the next line feed, and skips that. */
  line(): string {
    const end = this.#bytes.indexOf(lineFeed, this.#at);
    if (end < 0) throw damagedPickle();
    const text = this.text(end - this.#at);
    this.skip(1);
    return text;
  }

  /** Returns the position at which the next `count` bytes begin, and goes on behind them. */
  #begin(count: number): number {
    const begin = this.#at;
    if (begin + count > this.#bytes.length) throw damagedPickle();
    this.#at += count;
    return begin;
  }
}

const lineFeed = 10;
