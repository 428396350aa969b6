import { fromFloat16 } from './quantize-weights.ts';

/** The element types of a file's tensors, as far as weights can have them. */
export type FloatType = 'F16' | 'BF16' | 'F32' | 'F64';

export function isFloatType(type: string): type is FloatType {
  return type === 'F16' || type === 'BF16' || type === 'F32' || type === 'F64';
}

/** Little-endian bytes as float32. Throws Error for a type that is not of floating-point numbers. */
export function tensorValues({ type, bytes }: { type: string; bytes: Uint8Array }): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case 'F32':
      return Float32Array.from({ length: bytes.length / 4 }, (_, n) => view.getFloat32(4 * n, true));
    case 'F64':
      return Float32Array.from({ length: bytes.length / 8 }, (_, n) => view.getFloat64(8 * n, true));
    case 'F16':
      return fromFloat16(Uint16Array.from({ length: bytes.length / 2 }, (_, n) => view.getUint16(2 * n, true)));
    case 'BF16': {
      // The upper half of a float32.
      const words = Uint32Array.from({ length: bytes.length / 2 }, (_, n) => view.getUint16(2 * n, true) << 16);
      return new Float32Array(words.buffer);
    }
    default:
      throw new Error(`${type} is no type of weights`);
  }
}
