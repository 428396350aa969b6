import { describe, expect, test } from 'vitest';
import { crc32 as zlibCrc32 } from 'node:zlib';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src-engine/checkpoint/checkpoint-file.ts';
import { crc32 } from '../../../src-engine/checkpoint/crc32.ts';
import { toNamedTensor, valuesOf } from '../../../src-engine/checkpoint/named-tensor.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { Checkpoint } from '../../../src-engine/spec/checkpoint-spec.ts';
import { EngineError } from '../../../src-engine/spec/engine-error.ts';

const checkpoint: Checkpoint = {
  progress: {
    step: 1234,
    epoch: 3,
    batchInEpoch: 17,
    elapsedMs: 98765.4321,
    epochLossSum: 0.1 + 0.2,
    epochTokenCount: 42500,
    bestValidationLoss: 1.8550000000000002,
    bestEpoch: 2,
    earlyStopping: { reference: 1.9, epochsWithoutImprovement: 1 },
    plateau: { reference: null, epochsWithoutImprovement: 0 },
    plateauFactor: 0.5,
  },
  tensors: [
    toNamedTensor('parameter/0.kernel', [2, 3], Float32Array.of(1, -2, 0.1, 3e38, -0, 1e-45)),
    toNamedTensor('optimizer/0.kernel/0', [3], Float64Array.of(Math.PI, Number.MAX_VALUE, 5e-324)),
    toNamedTensor('state/記憶', [0, 4], Float32Array.of()),
  ],
};

/** The same file with a checksum that fits, so that the checks behind the checksum are reached. */
function resealed(file: Uint8Array): Uint8Array {
  const end = file.length - 4;
  new DataView(file.buffer, file.byteOffset).setUint32(end, zlibCrc32(file.subarray(0, end)), true);
  return file;
}

/** A file with this header and these tensor bytes, right in every other way. */
function fileWith(header: unknown, payload: Uint8Array): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(16 + json.length + payload.length + 4);
  file.set(new TextEncoder().encode('KIOKUCKP'));
  new DataView(file.buffer).setUint32(8, 1, true);
  new DataView(file.buffer).setUint32(12, json.length, true);
  file.set(json, 16);
  file.set(payload, 16 + json.length);
  return resealed(file);
}

function failureOf(action: () => unknown): EngineError {
  try {
    action();
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error('did not fail');
}

test('the checksum is the one of zlib', () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, n) => (n * 37) & 255);
  expect(crc32(bytes)).toBe(zlibCrc32(bytes));
});

test('a checkpoint comes back bit for bit, also out of the middle of a larger buffer', () => {
  const file = encodeCheckpoint(checkpoint);
  const buffer = new Uint8Array(file.length + 7);
  buffer.set(file, 3);
  expect(decodeCheckpoint(buffer.subarray(3, 3 + file.length))).toEqual(checkpoint);
});

test('tensors are little-endian bytes', () => {
  expect([...toNamedTensor('a', [1], Float32Array.of(1)).bytes]).toEqual([0, 0, 128, 63]);
  expect(valuesOf(checkpoint.tensors[1], [3])).toEqual(Float64Array.of(Math.PI, Number.MAX_VALUE, 5e-324));
});

test('a tensor of another shape is refused by name', () => {
  const failure = failureOf(() => valuesOf(checkpoint.tensors[0], [3, 2]));
  expect(failure.code).toBe('invalid-checkpoint');
  expect(failure.message).toContain('parameter/0.kernel is (2, 3), the model has (3, 2)');
});

describe('hostile files', () => {
  const { progress } = checkpoint;
  const tensor = { name: 'a', shape: [2], type: 'float32' };
  const eight = new Uint8Array(8);

  test('the fixture itself is read', () => {
    expect(decodeCheckpoint(fileWith({ progress, tensors: [tensor] }, eight)).tensors).toHaveLength(1);
  });

  test.each([
    ['more elements than any file holds', { progress, tensors: [{ ...tensor, shape: [2 ** 50, 2 ** 50] }] }, /cut off/],
    [
      'sizes whose product overflows to 0',
      { progress, tensors: [{ ...tensor, shape: [2 ** 32, 2 ** 32] }] },
      /cut off/,
    ],
    ['a negative size', { progress, tensors: [{ ...tensor, shape: [-2] }] }, /shape of a/],
    ['a fractional size', { progress, tensors: [{ ...tensor, shape: [0.5] }] }, /shape of a/],
    ['a thousand dimensions', { progress, tensors: [{ ...tensor, shape: new Array(1000).fill(1) }] }, /shape/],
    ['an unknown type', { progress, tensors: [{ ...tensor, type: 'float16' }] }, /unknown type/],
    [
      'one tensor twice',
      {
        progress,
        tensors: [
          { ...tensor, shape: [1] },
          { ...tensor, shape: [1] },
        ],
      },
      /twice/,
    ],
    ['bytes left over', { progress, tensors: [{ ...tensor, shape: [1] }] }, /belong to no tensor/],
    ['no tensors', { progress }, /tensors is missing/],
    ['no progress', { tensors: [tensor] }, /progress is missing/],
    ['a negative step', { progress: { ...progress, step: -1 }, tensors: [tensor] }, /step is not a count/],
    ['a loss that is text', { progress: { ...progress, epochLossSum: '1' }, tensors: [tensor] }, /epochLossSum/],
    ['a header that is a list', [], /header is missing/],
  ])('%s', (_, header, message) => {
    const failure = failureOf(() => decodeCheckpoint(fileWith(header, eight)));
    expect(failure.code).toBe('invalid-checkpoint');
    expect(failure.message).toMatch(message);
  });

  test('a header longer than the file, a newer format, another kind of file, nothing at all', () => {
    const long = encodeCheckpoint(checkpoint);
    new DataView(long.buffer).setUint32(12, 0xffffffff, true);
    expect(failureOf(() => decodeCheckpoint(resealed(long))).message).toMatch(/longer than the file/);
    const newer = encodeCheckpoint(checkpoint);
    newer[8] = 2;
    expect(failureOf(() => decodeCheckpoint(resealed(newer))).message).toMatch(/format 2/);
    expect(failureOf(() => decodeCheckpoint(new TextEncoder().encode('Call me Ishmael. Some years'))).message).toMatch(
      /not a Kioku checkpoint/,
    );
    expect(failureOf(() => decodeCheckpoint(new Uint8Array(0))).code).toBe('invalid-checkpoint');
  });

  test('every one of 200 mutations is refused in words; with a mended checksum it is refused or read as something sound', () => {
    const random = createStream(7, 'checkpoint-fuzz', 0);
    const whole = encodeCheckpoint(checkpoint);
    for (let n = 0; n < 200; n++) {
      const mutant = mutate(whole);
      expect(failureOf(() => decodeCheckpoint(mutant)).code).toBe('invalid-checkpoint');
      if (mutant.length < 20) continue;
      try {
        const read = decodeCheckpoint(resealed(mutant));
        for (const tensor of read.tensors) valuesOf(tensor, tensor.shape);
      } catch (error) {
        expect(error).toBeInstanceOf(EngineError);
      }
    }

    function mutate(file: Uint8Array): Uint8Array {
      switch (random.below(3)) {
        case 0: // cut off
          return file.slice(0, random.below(file.length));
        case 1: {
          // bits flipped
          const copy = file.slice();
          for (let flips = 1 + random.below(4); flips > 0; flips--)
            copy[random.below(copy.length)] ^= 1 + random.below(255);
          return copy;
        }
        default: {
          // bytes put in
          const at = random.below(file.length);
          const extra = Uint8Array.from({ length: 1 + random.below(9) }, () => random.below(256));
          return Uint8Array.of(...file.subarray(0, at), ...extra, ...file.subarray(at));
        }
      }
    }
  });
});
