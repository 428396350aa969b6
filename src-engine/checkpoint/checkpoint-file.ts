import type { Checkpoint } from '../spec/checkpoint-spec.ts';
import { EngineError } from '../spec/engine-error.ts';
import { crc32 } from './crc32.ts';
import { byteLengthOf } from './named-tensor.ts';
import { parseCheckpointHeader, type CheckpointHeader } from './parse-checkpoint-header.ts';

/**
 * The binary form of a checkpoint, little-endian:
 *
 *   8 bytes   "KIOKUCKP"
 *   uint32    version, 1
 *   uint32    length of the header in bytes
 *   header    JSON { progress, tensors: [{ name, shape, type }] } in ASCII, other characters as \uXXXX
 *   tensors   their bytes in the header's order, nothing between
 *   uint32    CRC-32 of all bytes before it
 */
const MAGIC = 'KIOKUCKP';
const VERSION = 1;
const PREFIX_BYTES = MAGIC.length + 8;
const CHECKSUM_BYTES = 4;

export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const header = toAscii(
    JSON.stringify({
      progress: checkpoint.progress,
      tensors: checkpoint.tensors.map(({ name, shape, type }) => ({ name, shape, type })),
    }),
  );
  const payloadBytes = checkpoint.tensors.reduce((sum, tensor) => sum + tensor.bytes.byteLength, 0);
  const file = new Uint8Array(PREFIX_BYTES + header.length + payloadBytes + CHECKSUM_BYTES);
  const view = new DataView(file.buffer);

  writeAscii(MAGIC, file, 0);
  view.setUint32(MAGIC.length, VERSION, true);
  view.setUint32(MAGIC.length + 4, header.length, true);
  writeAscii(header, file, PREFIX_BYTES);
  let offset = PREFIX_BYTES + header.length;
  for (const { bytes } of checkpoint.tensors) {
    file.set(bytes, offset);
    offset += bytes.byteLength;
  }
  view.setUint32(offset, crc32(file.subarray(0, offset)), true);
  return file;
}

/**
 * Reads what `encodeCheckpoint` wrote; the tensors are windows into `file`. The file may come from anywhere: every length is
 * checked against what is there before it is used, and nothing is allocated by a length that the file claims.
 * Throws EngineError `invalid-checkpoint`.
 */
export function decodeCheckpoint(file: Uint8Array): Checkpoint {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < PREFIX_BYTES + CHECKSUM_BYTES || readAscii(file, 0, MAGIC.length) !== MAGIC) {
    throw invalid('This file is not a Kioku checkpoint.');
  }
  const version = view.getUint32(MAGIC.length, true);
  if (version !== VERSION) {
    throw invalid(`This checkpoint has format ${version}, which this version of Kioku does not know. Update Kioku.`);
  }
  const headerEnd = PREFIX_BYTES + view.getUint32(MAGIC.length + 4, true);
  const payloadEnd = file.length - CHECKSUM_BYTES;
  if (headerEnd > payloadEnd) throw invalid('This checkpoint is cut off: its header is longer than the file.');
  if (crc32(file.subarray(0, payloadEnd)) !== view.getUint32(payloadEnd, true)) {
    throw invalid('This checkpoint is damaged: its checksum does not match.');
  }

  const header = parseCheckpointHeader(readAscii(file, PREFIX_BYTES, headerEnd));
  return { progress: header.progress, tensors: sliceTensors(file, header, headerEnd, payloadEnd) };
}

function sliceTensors(
  file: Uint8Array,
  { tensors }: CheckpointHeader,
  begin: number,
  end: number,
): Checkpoint['tensors'] {
  let offset = begin;
  const sliced = tensors.map((tensor) => {
    const byteLength = byteLengthOf(tensor.shape, tensor.type);
    if (!(byteLength <= end - offset)) throw invalid(`This checkpoint is cut off in the tensor ${tensor.name}.`);
    offset += byteLength;
    return { ...tensor, bytes: file.subarray(offset - byteLength, offset) };
  });
  if (offset !== end) throw invalid('This checkpoint has bytes that belong to no tensor.');
  return sliced;
}

function toAscii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function writeAscii(text: string, into: Uint8Array, offset: number): void {
  for (let n = 0; n < text.length; n++) into[offset + n] = text.charCodeAt(n);
}

function readAscii(file: Uint8Array, begin: number, end: number): string {
  let text = '';
  for (let n = begin; n < end; n += 4096) text += String.fromCharCode(...file.subarray(n, Math.min(end, n + 4096)));
  return text;
}

function invalid(message: string): EngineError {
  return new EngineError('invalid-checkpoint', message);
}
