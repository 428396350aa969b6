import { readFile } from 'node:fs/promises';
import { KerasError, KerasWeightsAlone } from '../../../src-engine/interchange/keras/read-keras-chain.ts';
import { readSafetensors, SafetensorsError } from '../../../src-engine/interchange/safetensors.ts';
import { isFloatType, tensorValues } from '../../../src-engine/interchange/tensor-values.ts';
import { PickleError } from '../../../src-engine/interchange/unpickle.ts';
import { StudioError, type StudioErrorCode } from '../../contract/errors.ts';
import type { StagedFile } from '../../datasets/import-staging.ts';
import { readPytorch } from './read-pytorch.ts';
import type { WeightsFile } from './weights-file.ts';

/** Larger ones would take several times their size of the memory. */
const largestFile = 2 ** 30;

/** Throws `model-file-refused` with what is wrong. */
export async function readWeights({ path, file, bytes }: StagedFile): Promise<WeightsFile> {
  try {
    if (bytes > largestFile) throw new SafetensorsError('has more than 1 GB, which is too large for weights.');
    if (isKerasFile(path)) {
      // Its library takes longer to load than most files to read.
      const { readKeras } = await import('./read-keras.ts');
      return await readKeras(path, file);
    }
    return /\.(pt|pth|bin|ckpt)$/i.test(path) ? await readPytorch(path, file) : await readOwnFormat(file);
  } catch (error) {
    if (error instanceof KerasWeightsAlone) throw refused(path, error.message, 'keras-weights-alone');
    if (error instanceof SafetensorsError || error instanceof PickleError || error instanceof KerasError)
      throw refused(path, error.message);
    if (error instanceof StudioError) throw refused(path, String(error.details['reason'] ?? error.message));
    throw error;
  }
}

export const isKerasFile = (path: string): boolean => /\.(h5|hdf5|keras)$/i.test(path);

/** `why` goes on after the name. */
export function refused(name: string, why: string, code: StudioErrorCode = 'model-file-refused'): StudioError {
  const reason = why.replace(/ Nothing was imported\.$/, '');
  return new StudioError(code, `${name} ${reason} Nothing was imported.`, { name, reason });
}

async function readOwnFormat(path: string): Promise<WeightsFile> {
  const { metadata, tensors } = readSafetensors(new Uint8Array(await readFile(path)));
  return {
    format: 'safetensors',
    metadata,
    vocabulary: null,
    keras: null,
    tensors: tensors.map((tensor) => ({
      name: tensor.name,
      shape: tensor.shape,
      dtype: tensor.type,
      values: () => (isFloatType(tensor.type) ? tensorValues(tensor) : null),
    })),
  };
}
