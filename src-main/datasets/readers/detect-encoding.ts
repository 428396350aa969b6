import { isAscii } from 'node:buffer';
import { textEncodings, type TextEncoding } from '../../contract/datasets/import-records.ts';
import { characterDecoder } from './text-decoding.ts';
import { plausibility } from './text-plausibility.ts';

export interface EncodingSample {
  /** The first bytes of the file. */
  head: Uint8Array;
  /** Lines from anywhere in it with bytes beyond ASCII. */
  lines: Uint8Array;
}

export interface DetectedEncodings {
  /** All encodings, the most likely first. Confidence goes from 0, where bytes are not of the encoding, to 1. */
  ranking: { encoding: TextEncoding; confidence: number }[];
  byteOrderMark: boolean;
  /** Returns the place of the first zero byte among the first bytes of the file, or null. */
  zeroByte: number | null;
}

/** Below this, nobody should decide but the person. */
export const leastConfidence = 0.5;

const headBytes = 64 * 2 ** 10;
const lineBytes = 512 * 2 ** 10;
/** UTF-8 has so many rules that chance does not follow them. */
const utf8Confidence = 0.99;
/** For the same reason a text that keeps them nearly everywhere is a UTF-8 text with faults, whatever else it could be read as. */
const faultyUtf8Confidence = 0.98;
const mostFaults = 0.1;
const lineFeed = 0x0a;
const replacement = '\u{FFFD}';

/** Reads at most as much as it takes to find half a mebibyte of lines that are not ASCII. */
export async function sampleEncoding(chunks: AsyncIterable<Uint8Array>): Promise<EncodingSample> {
  const head: Uint8Array[] = [];
  const lines: Uint8Array[] = [];
  let headLength = 0;
  let linesLength = 0;
  for await (const chunk of chunks) {
    if (headLength < headBytes) {
      head.push(chunk.slice(0, headBytes - headLength));
      headLength += head[head.length - 1].length;
    }
    for (let start = 0; start < chunk.length && linesLength < lineBytes; start += headBytes) {
      const part = chunk.subarray(start, start + headBytes);
      if (isAscii(part)) continue;
      const whole = wholeLines(part);
      lines.push(whole.slice());
      linesLength += whole.length;
    }
    if (linesLength >= lineBytes) break;
  }
  return { head: Buffer.concat(head), lines: Buffer.concat(lines) };
}

/** No byte of a character is a line feed, save in UTF-16. Without one in it, the part is not used; the head is, always. */
function wholeLines(part: Uint8Array): Uint8Array {
  const first = part.indexOf(lineFeed);
  const last = part.lastIndexOf(lineFeed);
  return first < last ? part.subarray(first + 1, last + 1) : part.subarray(0, 0);
}

/** Ranks the encodings by byte order mark, by whether the bytes are possible in them, and by how much the text looks like writing. */
export function detectEncoding(sample: EncodingSample): DetectedEncodings {
  const marked = encodingOfMark(sample.head);
  const ranking = textEncodings
    .map((encoding) => ({
      encoding,
      confidence: marked === null ? confidenceIn(encoding, sample) : encoding === marked ? 1 : 0,
    }))
    .toSorted((a, b) => b.confidence - a.confidence);
  const zero = sample.head.indexOf(0);
  return { ranking, byteOrderMark: marked !== null, zeroByte: zero < 0 ? null : zero };
}

function encodingOfMark([first, second, third]: Uint8Array): TextEncoding | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

function confidenceIn(encoding: TextEncoding, { head, lines }: EncodingSample): number {
  const decoder = characterDecoder(encoding);
  const isWide = encoding.startsWith('utf-16');
  const isWholeFile = head.length < headBytes;
  const beginning = decoder.decode(isWholeFile ? head : head.subarray(0, decoder.completeLength(head)));
  const others = isWide ? '' : decoder.decode(lines);
  if (beginning === null || others === null) {
    return encoding === 'utf-8' && isFaultyUtf8({ head, lines }) ? faultyUtf8Confidence : 0;
  }
  const text = beginning + others;
  if (text.includes('\0')) return 0;
  if (encoding !== 'utf-8') return plausibility(text) * (isWide ? 0.98 : 0.97);
  return isAscii(head) && lines.length === 0 ? 1 : utf8Confidence;
}

/** Nearly all that is not ASCII are characters of UTF-8. The end of a whole file may be cut off in the middle of one. */
function isFaultyUtf8({ head, lines }: EncodingSample): boolean {
  const decoder = characterDecoder('utf-8');
  let characters = 0;
  let faults = 0;
  for (const bytes of [head, lines]) {
    for (const character of decoder.decodeLeniently(bytes.subarray(0, decoder.completeLength(bytes)))) {
      if (character === replacement) faults++;
      else if (character > '\u{7F}') characters++;
    }
  }
  return characters > 0 && faults <= characters * mostFaults;
}
