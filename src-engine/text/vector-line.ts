import { parseNumber } from './parse-number.ts';
import { decodeUtf8 } from './utf8.ts';

/** A line of a file of word vectors, cut where its values begin. */
export interface VectorLine {
  word: Uint8Array;
  values: Uint8Array;
}

const SPACE = 0x20;
const TAB = 0x09;

const isSeparator = (byte: number): boolean => byte === SPACE || byte === TAB;

/** The last `dim` fields of a line and the word before them, which may have spaces in it; null where there are not so many. */
export function cutVectorLine(line: Uint8Array, dim: number): VectorLine | null {
  let at = line.length;
  while (at > 0 && isSeparator(line[at - 1])) at--;
  const end = at;
  let begin = end;
  for (let field = 0; field < dim && at > 0; field++) {
    while (at > 0 && !isSeparator(line[at - 1])) at--;
    begin = at;
    while (at > 0 && isSeparator(line[at - 1])) at--;
  }
  return at === 0 ? null : { word: line.subarray(0, at), values: line.subarray(begin, end) };
}

/** The numbers of as many fields; null where one is no number that float32 holds. */
export function parseValues(values: Uint8Array): Float32Array | null {
  const parsed = Float32Array.from(fieldsOf(values), parseNumber);
  return parsed.every(Number.isFinite) ? parsed : null;
}

/** Returns the number of values of a line that is one word and nothing but numbers; null for others, as when the word is empty or has spaces. */
export function plainDimension(line: Uint8Array): number | null {
  if (isSeparator(line[0])) return null;
  const [, ...values] = fieldsOf(line);
  return values.length > 0 && values.every(isNumber) ? values.length : null;
}

/** The dimension that a first line tells: all fields but the first, or those after the last that is no number. */
export function impliedDimension(line: Uint8Array): number {
  const fields = fieldsOf(line);
  return (
    fields.length -
    1 -
    Math.max(
      0,
      fields.findLastIndex((field) => !isNumber(field)),
    )
  );
}

/** A first line of word2vec's text format: how many words, and the dimension. */
export function parseVectorHeader(line: Uint8Array): { dim: number } | null {
  const match = /^(\d+)[ \t]+(\d+)[ \t]*$/.exec(decodeUtf8(line));
  return match === null || Number(match[2]) === 0 ? null : { dim: Number(match[2]) };
}

function fieldsOf(line: Uint8Array): string[] {
  return decodeUtf8(line)
    .split(/[ \t]+/)
    .filter((field) => field !== '');
}

function isNumber(field: string): boolean {
  return !Number.isNaN(parseNumber(field));
}
