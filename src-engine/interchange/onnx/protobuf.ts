import { encodeUtf8 } from '../../text/utf8.ts';

/** Protocol Buffers on the wire (protobuf.dev/programming-guides/encoding): fields with a number, in pieces that are copied just once. */
export interface Encoded {
  pieces: Uint8Array[];
  length: number;
}

const VARINT = 0;
const BYTES = 2;
const FIXED32 = 5;

/** One after the other: the fields of a message, or the elements of a repeated field. */
export function fields(...parts: readonly Encoded[]): Encoded {
  return {
    pieces: parts.flatMap(({ pieces }) => pieces),
    length: parts.reduce((sum, { length }) => sum + length, 0),
  };
}

/** A whole number between −2⁵³ and 2⁵³. */
export function integer(field: number, value: number): Encoded {
  return ofNumbers([...varint(tag(field, VARINT)), ...(value < 0 ? negative(value) : varint(value))]);
}

export function float(field: number, value: number): Encoded {
  return ofNumbers([...varint(tag(field, FIXED32)), ...new Uint8Array(Float32Array.of(value).buffer)]);
}

export function text(field: number, value: string): Encoded {
  return bytes(field, encodeUtf8(value));
}

export function bytes(field: number, value: Uint8Array): Encoded {
  return message(field, { pieces: [value], length: value.length });
}

export function message(field: number, content: Encoded): Encoded {
  return fields(ofNumbers([...varint(tag(field, BYTES)), ...varint(content.length)]), content);
}

export function toBytes({ pieces, length }: Encoded): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function tag(field: number, wireType: number): number {
  return field * 8 + wireType;
}

/** Seven bits a byte, the lowest first. Not by shifts, which end at 32 bits. */
function varint(value: number): number[] {
  const encoded: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) encoded.push((rest % 0x80) | 0x80);
  return [...encoded, rest];
}

/** Two's complement of 64 bits, which takes ten bytes. */
function negative(value: number): number[] {
  let rest = BigInt.asUintN(64, BigInt(value));
  return Array.from({ length: 10 }, (_, n) => {
    const bits = Number(rest & 0x7fn);
    rest >>= 7n;
    return n < 9 ? bits | 0x80 : bits;
  });
}

function ofNumbers(numbers: readonly number[]): Encoded {
  return { pieces: [Uint8Array.from(numbers)], length: numbers.length };
}
