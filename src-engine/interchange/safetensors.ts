import { parseShallowJson } from '../text/shallow-json.ts';
import { decodeUtf8, encodeUtf8 } from '../text/utf8.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** Types of the format's own, with the bytes of an element. */
const elementBytes = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  F64: 8,
  I64: 8,
  U64: 8,
} as const;

type SafetensorsType = keyof typeof elementBytes;

/** A tensor in a file that was read: a view of its bytes, little-endian and row-major. */
interface SafetensorsTensor {
  name: string;
  type: SafetensorsType;
  shape: number[];
  bytes: Uint8Array;
}

export interface SafetensorsFile {
  metadata: Record<string, string>;
  /** In the order in which their bytes lie. */
  tensors: SafetensorsTensor[];
}

/** Has the same limit as the format's own library. */
const largestHeader = 100_000_000;
/** A header is an object of objects of lists. */
const deepestNesting = 4;
const alignment = 8;

/** The file is not, or not wholly, what the format says. The message goes on after the file's name. */
export class SafetensorsError extends UnreadableFile {}

/**
 * Writes tensors as float32 or float64: a 64-bit little-endian length, a JSON header filled up with spaces to a multiple of 8 bytes, then the
 * values, row-major.
 */
export function writeSafetensors(
  tensors: readonly { name: string; shape: readonly number[]; values: Float32Array | Float64Array }[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const { name, shape, values } of tensors) {
    header[name] = {
      dtype: values instanceof Float64Array ? 'F64' : 'F32',
      shape,
      data_offsets: [offset, offset + values.byteLength],
    };
    offset += values.byteLength;
  }
  const json = encodeUtf8(JSON.stringify(header));
  const headerBytes = Math.ceil(json.length / alignment) * alignment;
  const file = new Uint8Array(alignment + headerBytes + offset);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(headerBytes), true);
  file.set(json, alignment);
  file.fill(0x20, alignment + json.length, alignment + headerBytes);
  let at = alignment + headerBytes;
  for (const { values } of tensors) {
    if (values instanceof Float64Array) {
      for (let n = 0; n < values.length; n++, at += 8) view.setFloat64(at, values[n], true);
    } else {
      for (let n = 0; n < values.length; n++, at += 4) view.setFloat32(at, values[n], true);
    }
  }
  return file;
}

/**
 * Reads a file that may come from anywhere: whatever it claims is compared with the bytes that are there before anything is made of it.
 * The tensors are views of `bytes`. Throws SafetensorsError.
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { header, data } = splitHeader(bytes);
  const metadata = metadataOf(header.get('__metadata__'));
  header.delete('__metadata__');
  const placed = Array.from(header, ([name, entry]) => ({ name, ...placeOf(name, entry) }));
  placed.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let filled = 0;
  for (const { name, begin, end } of placed) {
    if (begin < filled) throw new SafetensorsError(`is damaged: the tensor ${shown(name)} lies over another one.`);
    if (begin > filled) throw new SafetensorsError(`is damaged: there is a gap before the tensor ${shown(name)}.`);
    filled = end;
  }
  if (filled !== data.length) {
    throw new SafetensorsError(`is damaged: its tensors take ${filled} bytes, and it has ${data.length} of them.`);
  }
  return {
    metadata,
    tensors: placed.map(({ name, type, shape, begin, end }) => {
      return { name, type, shape, bytes: data.subarray(begin, end) };
    }),
  };
}

function splitHeader(bytes: Uint8Array): { header: Map<string, unknown>; data: Uint8Array } {
  if (bytes.length < alignment) throw notSafetensors('is too short to be a safetensors file.');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > BigInt(largestHeader) || length > BigInt(bytes.length - alignment)) {
    throw notSafetensors('is no safetensors file: its header would be longer than it may be.');
  }
  const end = alignment + Number(length);
  let value: unknown;
  try {
    const text = decodeUtf8(bytes.subarray(alignment, end));
    value = text.startsWith('{') ? parseShallowJson(text, deepestNesting) : null;
  } catch {
    value = null;
  }
  if (!isRecord(value)) throw notSafetensors('is no safetensors file: its header is not a JSON object.');
  return { header: new Map(Object.entries(value)), data: bytes.subarray(end) };
}

function notSafetensors(message: string): SafetensorsError {
  return new SafetensorsError(message, { reason: 'wrong-format', format: 'safetensors' });
}

function metadataOf(value: unknown): Record<string, string> {
  if (value === undefined) return {};
  if (isRecord(value) && Object.values(value).every((each) => typeof each === 'string')) {
    return value as Record<string, string>;
  }
  throw new SafetensorsError('is damaged: its metadata are not texts.');
}

function placeOf(name: string, entry: unknown): { type: SafetensorsType; shape: number[]; begin: number; end: number } {
  const wrong = (what: string) => new SafetensorsError(`is damaged: the tensor ${shown(name)} has ${what}.`);
  if (!isRecord(entry)) throw wrong('no description');
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string' || !Object.hasOwn(elementBytes, dtype)) throw wrong('a type that is not known');
  const type = dtype as SafetensorsType;
  if (!isCounts(shape) || shape.length > 8) throw wrong('a shape that cannot be');
  if (!isCounts(offsets) || offsets.length !== 2) throw wrong('no place');
  const [begin, end] = offsets;
  const size = shape.reduce((product, extent) => product * extent, elementBytes[type]);
  if (!Number.isSafeInteger(size) || end - begin !== size) throw wrong('another size than its shape asks for');
  return { type, shape, begin, end };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && Number(each) >= 0);
}

function shown(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}…` : name;
}
