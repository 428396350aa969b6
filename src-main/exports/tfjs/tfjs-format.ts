import { cellRefusal } from '../../../src-engine/interchange/cell-refusal.ts';
import { parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';
import { writeTfjs } from '../../../src-engine/interchange/tfjs/write-tfjs.ts';
import { oneHotBytes, oneHotRefusal } from '../../../src-engine/interchange/keras/one-hot-table.ts';
import { poolingRefusal } from '../../../src-engine/interchange/keras/pooling-refusal.ts';
import { tiedRefusal } from '../../../src-engine/interchange/keras/tied-refusal.ts';
import { weightBytes } from '../../../src-engine/interchange/weight-bytes.ts';
import type { ModelFormat } from '../export-format.ts';
import { tableProgram } from './table-program.ts';

const bytesPerParameter = 350;
const bytesOfRest = 1000;
/** The programs that read a table, and the steps of a usual preparation. */
const tableProgramBytes = 25_000;

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
    (preparation === undefined ? 0 : tableProgramBytes + 2 * JSON.stringify(preparation).length) +
    bytesPerParameter * parameterSpecs(model).length +
    bytesOfRest,
  write: (trained) => [...writeTfjs(trained), ...tableProgram(trained)],
  run: async (files, inputs) => (await import('./run-tfjs.ts')).runTfjs(files, inputs),
};
