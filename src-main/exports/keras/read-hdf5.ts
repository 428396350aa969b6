import { Dataset, File, ready } from 'h5wasm';
import { KerasError } from '../../../src-engine/interchange/keras/read-keras-chain.ts';
import type { ParameterTensor } from '../../../src-engine/interchange/trained-model.ts';

/** In the memory of the HDF5 library. */
const path = '/weights-to-read.h5';
const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** A file may claim any shape, and shrink what it holds. */
const largestRatio = 250;
const harmlessElements = 2 ** 22;

/** An open HDF5 file, of which only what is asked for is read. */
export interface Hdf5File {
  /** A text or a list of texts; null means that there is none. */
  attribute(group: string, name: string): string | string[] | null;
  /** `null` means that there is none. Throws KerasError where it is not of floating-point numbers, or claims more than the file can hold. */
  dataset(at: string): ParameterTensor | null;
}

/** Throws KerasError, also for what the HDF5 library cannot read. */
export async function readHdf5<T>(bytes: Uint8Array, use: (file: Hdf5File) => T): Promise<T> {
  if (!signature.every((byte, n) => bytes[n] === byte))
    throw new KerasError('is no HDF5 file.', { reason: 'wrong-format', format: 'HDF5' });
  const { FS } = await ready;
  FS.writeFile(path, bytes);
  try {
    const file = new File(path, 'r');
    try {
      return use(opened(file, Math.max(harmlessElements, (bytes.length / 4) * largestRatio)));
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof KerasError) throw error;
    throw new KerasError('is damaged: it cannot be read as HDF5.');
  } finally {
    FS.unlink(path);
  }
}

function opened(file: File, mostElements: number): Hdf5File {
  let elements = 0;
  return {
    attribute(group, name) {
      const owner = file.get(group);
      const value = owner !== null && 'attrs' in owner ? owner.attrs[name]?.value : null;
      if (typeof value === 'string') return value;
      return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : null;
    },
    dataset(at) {
      const dataset = file.get(at);
      if (!(dataset instanceof Dataset) || dataset.shape === null) return null;
      const { shape } = dataset;
      const size = shape.reduce((product, extent) => product * extent, 1);
      elements += size;
      if (elements > mostElements) throw new KerasError('claims to hold far more than it is large.');
      const values = dataset.value;
      if (!(values instanceof Float32Array || values instanceof Float64Array) || values.length !== size)
        throw new KerasError(
          `holds ${JSON.stringify(dataset.dtype)} at ${at.slice(0, 80)}, not 32- or 64-bit floating-point numbers.`,
          { reason: 'not-floats', type: JSON.stringify(dataset.dtype) },
        );
      return { shape, values: Float32Array.from(values) };
    },
  };
}
