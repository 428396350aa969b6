import { Opaque, PickledTensor, PickleError, type Pickled } from '../../../src-engine/interchange/pickle/pickled.ts';
import { unpickle } from '../../../src-engine/interchange/pickle/unpickle.ts';
import { tensorValues } from '../../../src-engine/interchange/tensor-values.ts';
import { maximumImportBytes } from '../../datasets/imports/import-staging.ts';
import { readWhole, type SourceFile } from '../../datasets/readers/source-file.ts';
import { openZip } from '../../datasets/readers/zip-archive.ts';
import type { FileTensor, WeightsFile } from './weights-file.ts';
import { vocabularyOf } from './vocabulary-of.ts';

const mostPickleBytes = 2 ** 25;
/** All tensors together: a few bytes may be packed so that they unpack to any size. */
const mostWeightBytes = 2 ** 30;
const mostTensors = 10_000;
const deepestNesting = 4;

const types: Record<string, { dtype: string; bytes: number }> = {
  'torch.FloatStorage': { dtype: 'F32', bytes: 4 },
  'torch.DoubleStorage': { dtype: 'F64', bytes: 8 },
  'torch.HalfStorage': { dtype: 'F16', bytes: 2 },
  'torch.BFloat16Storage': { dtype: 'BF16', bytes: 2 },
};

/** A state_dict, alone or in a checkpoint, as `torch.save` has written it since PyTorch 1.6. Throws PickleError and what `openZip` throws. */
export async function readPytorch(name: string, path: string): Promise<WeightsFile> {
  const archive = await openZip(name, path, maximumImportBytes);
  try {
    const pickle = archive.files.find((file) => file.path.endsWith('/data.pkl') || file.path === 'data.pkl');
    if (pickle === undefined) {
      const message = 'is an archive, but not one that torch.save has written.';
      throw new PickleError(message, { reason: 'wrong-format', format: 'PyTorch' });
    }
    const root = unpickle(await readAll(pickle, mostPickleBytes));
    const found = new Map<string, PickledTensor>();
    collect(root, '', found, 0);
    if (found.size === 0) {
      throw new PickleError(
        root instanceof Opaque
          ? 'holds a whole model, which is code. Save model.state_dict() instead.'
          : 'holds no tensors.',
        { reason: root instanceof Opaque ? 'whole-model' : 'no-tensors' },
      );
    }
    const folder = pickle.path.slice(0, -'data.pkl'.length);
    const byPath = new Map(archive.files.map((file) => [file.path, file]));
    requireModerate([...found.values()].map(({ storage: { key } }) => byPath.get(`${folder}data/${key}`)));
    const storages = new Map<string, Uint8Array>();
    const tensors: FileTensor[] = [];
    for (const [tensorName, tensor] of found) {
      const { key, type } = tensor.storage;
      const known = types[type];
      if (known === undefined) {
        const dtype = type.replace(/^torch\.|Storage$/g, '');
        tensors.push({ name: tensorName, shape: tensor.shape, dtype, values: () => null });
        continue;
      }
      const file = byPath.get(`${folder}data/${key}`);
      if (file === undefined) throw new PickleError(`is damaged: the values of ${tensorName} are missing.`);
      const bytes = storages.get(key) ?? (await readWhole(file));
      storages.set(key, bytes);
      requireInside(tensorName, tensor, bytes.length / known.bytes);
      const values = () => strided(tensor, tensorValues({ type: known.dtype, bytes }));
      tensors.push({ name: tensorName, shape: tensor.shape, dtype: known.dtype, values });
    }
    return {
      format: 'pytorch',
      metadata: {},
      tensors: withoutWrapping(tensors),
      vocabulary: vocabularyOf(root),
      keras: null,
    };
  } finally {
    archive.close();
  }
}

function collect(value: Pickled, path: string, found: Map<string, PickledTensor>, depth: number): void {
  if (value instanceof PickledTensor && found.size < mostTensors) found.set(path, value);
  // An optimizer's values have the shapes of weights, and are none.
  if (!(value instanceof Map) || depth > deepestNesting) return;
  for (const [key, inner] of value) {
    if (typeof key === 'string' && !/^optim/i.test(key))
      collect(inner, path === '' ? key : `${path}.${key}`, found, depth + 1);
  }
}

/** The prefix that nn.DataParallel, DDP and checkpoints put before every name. */
function withoutWrapping(tensors: FileTensor[]): FileTensor[] {
  const wrapping = /^(?:module|state_dict|model_state_dict|model|net)\./;
  let unwrapped = tensors;
  while (unwrapped.length > 0 && unwrapped.every(({ name }) => wrapping.test(name))) {
    unwrapped = unwrapped.map((tensor) => ({ ...tensor, name: tensor.name.replace(wrapping, '') }));
  }
  return unwrapped;
}

/** A few bytes may claim any shape, so the elements must be there, once each. */
function requireInside(name: string, { offset, shape, strides }: PickledTensor, elements: number): void {
  const last = shape.reduce((at, extent, axis) => at + (extent - 1) * strides[axis], offset);
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (last < elements && size <= elements) return;
  throw new PickleError(`is damaged: ${name.slice(0, 80)} has more elements than there are.`);
}

function strided({ offset, shape, strides }: PickledTensor, storage: Float32Array): Float32Array {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return Float32Array.from({ length: size }, (_, n) => {
    let at = offset;
    for (let axis = shape.length - 1, rest = n; axis >= 0; axis--) {
      at += (rest % shape[axis]) * strides[axis];
      rest = Math.floor(rest / shape[axis]);
    }
    return storage[at];
  });
}

/** Looks at the sizes that the archive states before anything is unpacked. */
function requireModerate(files: readonly (SourceFile | undefined)[]): void {
  const bytes = [...new Set(files)].reduce((sum, file) => sum + (file?.bytes ?? 0), 0);
  if (bytes <= mostWeightBytes) return;
  const gigabytes = (bytes / 2 ** 30).toFixed(1);
  throw new PickleError(`unpacks to ${gigabytes} GB of weights; the studio reads at most 1 GB.`, {
    reason: 'too-large',
  });
}

async function readAll(file: SourceFile, mostBytes: number): Promise<Uint8Array> {
  if (file.bytes > mostBytes)
    throw new PickleError(`has a part ${file.path} that is too large.`, { reason: 'too-large' });
  return readWhole(file);
}
