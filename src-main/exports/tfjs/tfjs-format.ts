import { cellRefusal } from '../../../src-engine/interchange/cell-refusal.ts';
import { parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';
import { writeTfjs } from '../../../src-engine/interchange/tfjs/write-tfjs.ts';
import { oneHotBytes, oneHotRefusal } from '../../../src-engine/interchange/keras/one-hot-table.ts';
import { poolingRefusal } from '../../../src-engine/interchange/keras/pooling-refusal.ts';
import { tiedRefusal } from '../../../src-engine/interchange/keras/tied-refusal.ts';
import { weightBytes } from '../../../src-engine/interchange/weight-bytes.ts';
import { layerWeightBytes } from '../../../src-engine/interchange/numbers/table-form.ts';
import type { ModelFormat, NetworkOutline } from '../export-format.ts';
import { tableFiles } from './table-files.ts';

const bytesPerParameter = 350;
const bytesOfRest = 1000;
/** The programs that read a table, and the steps of a usual preparation. */
const tableProgramBytes = 25_000;
/** The description of the layers around a network. */
const tableLayerBytes = 5000;

/** The steps around a network that reads a table, as layers or as a program. */
function tableBytesOf({ model, preparation }: Pick<NetworkOutline, 'model' | 'preparation'>): number {
  if (preparation === undefined) return 0;
  const weights = layerWeightBytes({ model, preparation });
  const said = JSON.stringify(preparation).length;
  return weights === null ? tableProgramBytes + 2 * said : tableLayerBytes + said + weights;
}

/** A layers model for web pages that use TensorFlow.js. */
export const tfjsFormat: ModelFormat = {
  id: 'tfjs',
  precisions: ['float32'],
  refusal: ({ model }) =>
    cellRefusal(model, 'tfjs') ?? poolingRefusal(model) ?? tiedRefusal(model) ?? oneHotRefusal(model),
  estimateBytes: ({ model, tokenizer, classes, preparation }) =>
    weightBytes(model, 'float32') +
    oneHotBytes(model) +
    Buffer.byteLength(JSON.stringify([tokenizer, classes, model])) +
    tableBytesOf({ model, preparation }) +
    bytesPerParameter * parameterSpecs(model).length +
    bytesOfRest,
  write: async (trained) => [...(await writeTfjs(trained)), ...tableFiles(trained)],
  run: async (files, inputs) => (await import('./run-tfjs.ts')).runTfjs(files, inputs),
};
