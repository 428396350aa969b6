import { open, readFile } from 'node:fs/promises';
import { KerasWeightsAlone } from '../../../src-engine/interchange/keras/read-keras-chain.ts';
import { readSafetensors } from '../../../src-engine/interchange/safetensors.ts';
import { isFloatType, tensorValues } from '../../../src-engine/interchange/tensor-values.ts';
import { UnreadableFile } from '../../../src-engine/interchange/unreadable-file.ts';
import { StudioError } from '../../contract/errors.ts';
import { isKerasFile } from '../../contract/model-file-endings.ts';
import type { StagedFile } from '../../datasets/readers/staged-file.ts';
import { archiveFault } from '../../datasets/readers/archive.ts';
import { notData, recognizeFile, type FileKind } from '../../datasets/readers/recognize-file.ts';
import { readBytes } from '../../datasets/readers/source-file.ts';
import { readPytorch } from './read-pytorch.ts';
import type { WeightsFile } from './weights-file.ts';

/** Larger ones would take several times their size of the memory. */
const largestFile = 2 ** 30;

/** Throws `model-file-refused` with what is wrong. */
export async function readWeights({ path, file, bytes }: StagedFile): Promise<WeightsFile> {
  try {
    if (bytes > largestFile) {
      throw new UnreadableFile('has more than 1 GB, which is too large for weights.', { reason: 'too-large' });
    }
    if (isKerasFile(path)) {
      // Its library takes longer to load than most files to read.
      const { readKeras } = await import('./read-keras.ts');
      return await readKeras(path, file);
    }
    return /\.(pt|pth|bin|ckpt)$/i.test(path) ? await readPytorch(path, file) : await readOwnFormat(file);
  } catch (error) {
    const fault = archiveFault(error);
    if (!(error instanceof UnreadableFile) && fault === null) throw error;
    const kind = await kindOf(path, file);
    if (kind !== null && kind !== 'zip' && !expectedKinds.has(kind)) throw notData(path, kind);
    if (error instanceof UnreadableFile) throw unreadable(path, error);
    throw unreadable(path, kind === 'zip' && fault !== null ? new UnreadableFile(fault) : noArchive);
  }
}

/** The kinds whose files are what their endings say, so that their fault lies elsewhere. */
const expectedKinds: ReadonlySet<FileKind> = new Set<FileKind>(['hdf5-file', 'safetensors-file']);

const noArchive = new UnreadableFile(
  'is no file that torch.save or Keras has written, and nothing else that the studio knows. Save the weights anew where they were made, as safetensors.',
  { reason: 'wrong-format', format: 'PyTorch' },
);

/** Tells what a file is that cannot be read as what its name says. */
async function kindOf(path: string, file: string): Promise<FileKind | null> {
  const handle = await open(file, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(readBytes));
    return recognizeFile(path, buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

export function unreadable(name: string, error: UnreadableFile): StudioError {
  const message = `${name} ${error.message} Nothing was imported.`;
  if (error instanceof KerasWeightsAlone) return new StudioError('keras-weights-alone', message, { name });
  return new StudioError('model-file-refused', message, { ...error.details, name });
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
