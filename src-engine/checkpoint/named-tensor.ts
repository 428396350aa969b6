import type { NamedTensor } from '../spec/checkpoint-spec.ts';
import { EngineError } from '../spec/engine-error.ts';

const bytesPerElement = { float32: 4, float64: 8 } as const;
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Values as a tensor of the same precision. Copies. */
export function toNamedTensor(
  name: string,
  shape: readonly number[],
  values: Float32Array | Float64Array,
): NamedTensor {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
  if (!isLittleEndian) reverseEach(bytes, values.BYTES_PER_ELEMENT);
  return { name, shape: [...shape], type: values.BYTES_PER_ELEMENT === 4 ? 'float32' : 'float64', bytes };
}

/**
 * The values of a tensor that must have this shape. A float32 checkpoint may be loaded where float64 is computed, exactly, and
 * the other way round, with each value rounded to the nearest. Throws EngineError `invalid-checkpoint`.
 */
export function valuesOf(tensor: NamedTensor, shape: readonly number[]): Float32Array | Float64Array {
  if (tensor.shape.length !== shape.length || tensor.shape.some((size, axis) => size !== shape[axis])) {
    throw new EngineError(
      'invalid-checkpoint',
      `The checkpoint does not fit this model: ${tensor.name} is ${describeShape(tensor.shape)}, the model has ${describeShape(shape)}.`,
    );
  }
  const size = shape.reduce((product, n) => product * n, 1);
  if (tensor.bytes.byteLength !== size * bytesPerElement[tensor.type]) {
    throw new EngineError(
      'invalid-checkpoint',
      `The checkpoint is damaged: ${tensor.name} has ${tensor.bytes.byteLength} bytes where ${size * bytesPerElement[tensor.type]} belong.`,
    );
  }
  // Aligned for any element, and ours to reverse. Not slice(): that of Node's Buffer, which is what SQLite gives, does not copy.
  const bytes = Uint8Array.from(tensor.bytes);
  if (!isLittleEndian) reverseEach(bytes, bytesPerElement[tensor.type]);
  return tensor.type === 'float32' ? new Float32Array(bytes.buffer) : new Float64Array(bytes.buffer);
}

/** Bytes that a tensor of this shape and type takes; more than any memory holds, or Infinity, for absurd shapes. */
export function byteLengthOf(shape: readonly number[], type: NamedTensor['type']): number {
  return shape.reduce((product, size) => product * size, bytesPerElement[type]);
}

function describeShape(shape: readonly number[]): string {
  return `(${shape.join(', ')})`;
}

function reverseEach(bytes: Uint8Array, width: number): void {
  for (let n = 0; n < bytes.length; n += width) bytes.subarray(n, n + width).reverse();
}
