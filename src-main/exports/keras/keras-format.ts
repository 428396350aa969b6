import { cellRefusal } from '../../../src-engine/interchange/cell-refusal.ts';
import { oneHotBytes, oneHotRefusal } from '../../../src-engine/interchange/keras/one-hot-table.ts';
import { poolingRefusal } from '../../../src-engine/interchange/keras/pooling-refusal.ts';
import { tiedRefusal } from '../../../src-engine/interchange/keras/tied-refusal.ts';
import { weightBytes } from '../../../src-engine/interchange/weight-bytes.ts';
import { layerShapes } from '../../../src-engine/models/layer-shapes.ts';
import { parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import { layerWeightBytes } from '../../../src-engine/interchange/numbers/table-form.ts';
import type { ModelFormat, NetworkOutline } from '../export-format.ts';
import { runKeras } from './run-keras.ts';
import { tableScript } from './table-script.ts';
import { verifyScript } from './verify-script.ts';

/** HDF5's groups and the layers in JSON. */
const bytesPerParameter = 1100;
const bytesOfRest = 6000;
/** The steps of a usual preparation. */
const tableBytes = 15_000;
/** The description of the layers around a network. */
const tableLayerBytes = 11_000;
/** The rows of outputs, packed, that `verify.py` compares. */
const bytesPerOutput = 6;
const rows = { step: 1 * 7 + 3 * 12, sequence: 1 + 3 + 3, horizon: 1 + 3 + 3 };

/** The steps around a network that reads a table, as layers or as a program. */
function tableBytesOf({ model, preparation }: Pick<NetworkOutline, 'model' | 'preparation'>): number {
  if (preparation === undefined) return 0;
  const weights = layerWeightBytes({ model, preparation });
  const rest = weights === null ? tableScript.length + tableBytes : weights + tableLayerBytes;
  return rest + 2 * JSON.stringify(preparation).length;
}

/** Keras 3, with any of its backends. */
export const kerasFormat: ModelFormat = {
  id: 'keras',
  precisions: ['float32'],
  refusal: ({ model }) =>
    cellRefusal(model, 'keras') ?? poolingRefusal(model) ?? tiedRefusal(model) ?? oneHotRefusal(model),
  estimateBytes: ({ model, tokenizer, classes, preparation }) =>
    weightBytes(model, 'float32') +
    oneHotBytes(model) +
    Buffer.byteLength(JSON.stringify([tokenizer, classes, model])) +
    verifyScript.length +
    tableBytesOf({ model, preparation }) +
    bytesPerOutput * rows[taskFacts[model.task].outputsPer] * (layerShapes(model).outputs.at(-1)?.size ?? 0) +
    bytesPerParameter * parameterSpecs(model).length +
    bytesOfRest,
  async write(model) {
    const { writeKeras } = await import('./write-keras.ts');
    return [{ path: 'model.keras', bytes: await writeKeras(model) }];
  },
  run: ([file], inputs, signal) => runKeras(file.bytes, inputs, signal),
};
