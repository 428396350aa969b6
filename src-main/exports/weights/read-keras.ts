import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { cellOfClass } from '../../../src-engine/interchange/keras/keras-cells.ts';
import type { KerasVariable } from '../../../src-engine/interchange/keras/keras-file.ts';
import {
  KerasError,
  KerasWeightsAlone,
  objectOf,
  readKerasChain,
  type DescribedLayer,
} from '../../../src-engine/interchange/keras/read-keras-chain.ts';
import { parseVariableName, type Direction } from '../../../src-engine/interchange/keras/variable-name.ts';
import { parseShallowJson } from '../../../src-engine/text/shallow-json.ts';
import { preparationSchema } from '../../contract/datasets/series-schemas.ts';
import { modelSpecSchema, tokenizerStateSchema } from '../../contract/spec-schemas.ts';
import { maximumImportBytes } from '../../datasets/imports/import-staging.ts';
import { readWhole, type SourceFile } from '../../datasets/readers/source-file.ts';
import { openZip } from '../../datasets/readers/zip-archive.ts';
import { readHdf5, type Hdf5File } from '../keras/read-hdf5.ts';
import type { KerasNotes, WeightsFile } from './weights-file.ts';

const mostTextBytes = 2 ** 26;
const mostWeightBytes = 2 ** 30;
/** Layers are described within layers, a few times over. */
const deepestNesting = 64;

const notesSchema = z.object({
  name: z.string().min(1).max(255),
  step: z.int().min(0),
  model: modelSpecSchema,
  tokenizer: tokenizerStateSchema.nullable(),
  classes: z.array(z.string()).max(100_000).nullable(),
  idOffset: z.literal(1).optional(),
  preparation: preparationSchema.optional(),
  trainedLayers: z.object({ first: z.string(), last: z.string() }).optional(),
});

/** Reads files of `model.save`: `.keras` of Keras 3, or `.h5` of any version. Throws KerasError and whatever `openZip` throws. */
export async function readKeras(name: string, path: string): Promise<WeightsFile> {
  return /\.keras$/i.test(name) ? readArchive(name, path) : readLegacy(new Uint8Array(await readFile(path)));
}

async function readArchive(name: string, path: string): Promise<WeightsFile> {
  const archive = await openZip(name, path, maximumImportBytes);
  try {
    const part = (at: string) => archive.files.find((file) => file.path === at) ?? null;
    const json = async (at: string) => parsed(new TextDecoder().decode(await readAll(part(at), at, mostTextBytes)));
    const { keras_version } = objectOf(await json('metadata.json'));
    const notes = part('kioku.json') === null ? null : notesOf(await json('kioku.json'));
    const layers = readKerasChain(await json('config.json'), notes?.trainedLayers);
    const bytes = await readAll(part('model.weights.h5'), 'model.weights.h5', mostWeightBytes);
    const weights = await readHdf5(bytes, (file) => layers.map((layer) => weightsByNumber(file, layer)));
    return weightsFile(layers, weights, isKeras3(keras_version), notes);
  } finally {
    archive.close();
  }
}

/** The whole model in HDF5, as Keras 2 does it and Keras 3 still can. */
function readLegacy(bytes: Uint8Array): Promise<WeightsFile> {
  return readHdf5(bytes, (file) => {
    const config = file.attribute('/', 'model_config');
    if (typeof config !== 'string')
      throw new KerasWeightsAlone(
        'holds weights alone, which do not say of what network. Where it was made, load them with model.load_weights(…), save it whole with model.save("model.keras"), and import that.',
      );
    const layers = readKerasChain(parsed(config));
    const weights = layers.map((layer) => weightsByName(file, layer));
    return weightsFile(layers, weights, isKeras3(file.attribute('/', 'keras_version')), null);
  });
}

/** A variable with the name under which the file has it. */
interface ReadVariable extends KerasVariable {
  name: string;
}

function weightsFile(
  layers: DescribedLayer[],
  weights: ReadVariable[][],
  isKeras3: boolean,
  notes: KerasNotes | null,
): WeightsFile {
  const byLayer = new Map(layers.map((layer, n) => [layer, weights[n]]));
  return {
    format: 'keras',
    metadata: {},
    vocabulary: null,
    tensors: weights
      .flat()
      .map(({ name, tensor }) => ({ name, shape: [...tensor.shape], dtype: 'F32', values: () => tensor.values })),
    keras: {
      layers,
      isKeras3,
      isPadded: notes?.idOffset === 1,
      variablesOf: (layer) => byLayer.get(layer) ?? [],
      notes,
    },
  };
}

/** Reads Keras 3's `layers/lstm/cell/vars/0` and so on. */
function weightsByNumber(file: Hdf5File, { className, path }: DescribedLayer): ReadVariable[] {
  return variablePlaces(className).flatMap(({ at, direction }) => {
    const found: ReadVariable[] = [];
    for (let variable = 0; variable < mostVariables; variable++) {
      const name = `${path}/${at}vars/${variable}`;
      const tensor = file.dataset(name);
      if (tensor === null) break;
      found.push({ name, direction, variable, tensor });
    }
    return found;
  });
}

/** Returns the groups within a layer's group that hold its variables. */
function variablePlaces(className: string): { at: string; direction: Direction | null }[] {
  if (className === 'TimeDistributed') return [{ at: 'layer/', direction: null }];
  if (className !== 'Bidirectional') return [{ at: cellOfClass(className) === null ? '' : 'cell/', direction: null }];
  return (['forward', 'backward'] as const).map((direction) => ({ at: `${direction}_layer/cell/`, direction }));
}

/** The most variables of a cell. */
const mostVariables = 3;

/** Reads the variables that a layer’s group lists. */
function weightsByName(file: Hdf5File, { name: layer }: DescribedLayer): ReadVariable[] {
  const group = `model_weights/${layer}`;
  const listed = file.attribute(group, 'weight_names') ?? [];
  // Behind those of the cells there may be states of random generators.
  const names = [listed].flat().slice(0, 2 * mostVariables);
  return names.flatMap((name) => {
    const tensor = name.includes('seed_generator') ? null : file.dataset(`${group}/${name}`);
    return tensor === null ? [] : [{ name, ...parseVariableName(name, layer), tensor }];
  });
}

function isKeras3(version: unknown): boolean {
  if (typeof version !== 'string' || !/^\d+\./.test(version))
    throw new KerasError('does not say of which version of Keras it is.', { reason: 'no-keras-model' });
  return Number.parseInt(version) >= 3;
}

function notesOf(value: unknown): KerasNotes {
  const notes = notesSchema.safeParse(value);
  if (notes.success) return notes.data;
  throw new KerasError(`is damaged: its notes are wrong at ${notes.error.issues[0].path.join('.') || 'their top'}.`);
}

function parsed(json: string): unknown {
  try {
    return parseShallowJson(json, deepestNesting);
  } catch {
    throw new KerasError('is damaged: the description of its layers is not JSON.');
  }
}

async function readAll(file: SourceFile | null, path: string, mostBytes: number): Promise<Uint8Array> {
  if (file === null) {
    throw new KerasError(`has no ${path}. Save the network with model.save("model.keras").`, {
      reason: 'no-keras-model',
    });
  }
  if (file.bytes > mostBytes) throw new KerasError(`has a part ${path} that is too large.`, { reason: 'too-large' });
  return readWhole(file);
}
