import { incompleteTail } from '../../../src-engine/text/utf8.ts';
import type { TextEncoding } from '../../contract/datasets/import-records.ts';

/** Whole characters of an encoding, as a text. */
export interface CharacterDecoder {
  /** Bytes from the beginning that are whole characters; the rest is the beginning of one that goes on. */
  completeLength(bytes: Uint8Array): number;
  /** `null` means that some bytes are not of this encoding. A byte order mark is kept, as the character U+FEFF. */
  decode(bytes: Uint8Array): string | null;
  /** Decodes malformed bytes as U+FFFD. */
  decodeLeniently(bytes: Uint8Array): string;
  /** Returns the place of the first malformed character in bytes that `decode` refuses. */
  firstMalformed(bytes: Uint8Array): number;
}

export function characterDecoder(encoding: TextEncoding): CharacterDecoder {
  const strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const lenient = new TextDecoder(encoding, { ignoreBOM: true });
  const completeLength = completeLengths[encoding];
  const repair = encoding === 'shift_jis' || encoding === 'euc-jp' ? withEmDash : (text: string) => text;
  const decode = (bytes: Uint8Array) => {
    try {
      return repair(strict.decode(bytes));
    } catch (error) {
      if (error instanceof TypeError) return null;
      throw error;
    }
  };
  return {
    completeLength,
    decode,
    decodeLeniently: (bytes) => repair(lenient.decode(bytes)),
    firstMalformed(bytes) {
      const isWellFormed = (length: number) => decode(bytes.subarray(0, wholeLength(bytes, length))) !== null;
      const wholeLength = (all: Uint8Array, length: number) => completeLength(all.subarray(0, length));
      let good = 0;
      let bad = bytes.length + 1; // one more than all: the end may be in the middle of a character
      while (bad - good > 1) {
        const middle = (good + bad) >> 1;
        if (middle <= bytes.length && isWellFormed(middle)) good = middle;
        else bad = middle;
      }
      return wholeLength(bytes, good);
    },
  };
}

/**
 * The dash at 0x815C (EUC-JP 0xA1BD) is called EM DASH by JIS X 0208, and converted from and to U+2014 by JIS X 0213 and glibc; decoders after the
 * WHATWG standard give U+2015. One text is to be one dataset in whatever encoding it comes.
 */
function withEmDash(text: string): string {
  return text.replaceAll('\u2015', '\u2014');
}

const completeLengths: Record<TextEncoding, (bytes: Uint8Array) => number> = {
  'utf-8': (bytes) => bytes.length - incompleteTail(bytes),
  'utf-16le': (bytes) => completeUtf16(bytes, 1),
  'utf-16be': (bytes) => completeUtf16(bytes, 0),
  shift_jis: (bytes) => completeMultibyte(bytes, 0x40, (lead) => (isShiftJisLead(lead) ? 2 : 1)),
  'euc-jp': (bytes) => completeMultibyte(bytes, 0x80, eucLength),
  'windows-1252': (bytes) => bytes.length,
};

function completeUtf16(bytes: Uint8Array, highByte: 0 | 1): number {
  const even = bytes.length & ~1;
  const last = bytes[even - 2 + highByte];
  return last >= 0xd8 && last <= 0xdb ? even - 2 : even;
}

/** A byte below `single` ends a character whatever comes before it; from the last one on, characters are counted off. */
function completeMultibyte(bytes: Uint8Array, single: number, lengthOf: (lead: number) => number): number {
  let at = bytes.length;
  while (at > 0 && bytes[at - 1] >= single) at--;
  while (at < bytes.length) {
    const next = at + lengthOf(bytes[at]);
    if (next > bytes.length) return at;
    at = next;
  }
  return at;
}

function isShiftJisLead(byte: number): boolean {
  return (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
}

function eucLength(lead: number): number {
  if (lead === 0x8f) return 3;
  return lead === 0x8e || (lead >= 0xa1 && lead <= 0xfe) ? 2 : 1;
}
