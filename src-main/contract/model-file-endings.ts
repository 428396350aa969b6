/** Endings of files that Keras writes, which are read by the HDF5 library. */
const kerasFileEndings = ['.h5', '.hdf5', '.keras'];

/** Endings of files with weights that other programs, or the studio, have written. */
const weightsFileEndings = ['.safetensors', '.pt', '.pth', '.bin', '.ckpt', ...kerasFileEndings];

/** Those, and project bundles. */
export const modelFileEndings = ['.kioku', ...weightsFileEndings];

export function isWeightsFile(name: string): boolean {
  return endsWithOneOf(name, weightsFileEndings);
}

export function isKerasFile(name: string): boolean {
  return endsWithOneOf(name, kerasFileEndings);
}

/** A file that brings a run, not data. */
export function isModelFile(name: string): boolean {
  return endsWithOneOf(name, modelFileEndings);
}

function endsWithOneOf(name: string, endings: readonly string[]): boolean {
  return endings.some((ending) => name.toLowerCase().endsWith(ending));
}
