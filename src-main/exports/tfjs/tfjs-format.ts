import { parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';
import { writeTfjs } from '../../../src-engine/interchange/tfjs/write-tfjs.ts';
import { oneHotBytes, oneHotRefusal } from '../../../src-engine/interchange/keras/one-hot-table.ts';
import { poolingRefusal } from '../../../src-engine/interchange/keras/pooling-refusal.ts';
import { weightBytes } from '../../../src-engine/interchange/weight-bytes.ts';
import type { ModelFormat } from '../export-format.ts';

const bytesPerParameter = 350;
const bytesOfRest = 1000;

/** A layers model for web pages that use TensorFlow.js. */
export const tfjsFormat: ModelFormat = {
  id: 'tfjs',
  precisions: ['float32'],
  refusal({ model }) {
    const index = model.layers.findIndex(({ type }) => type === 'gru');
    if (index < 0) return poolingRefusal(model) ?? oneHotRefusal(model);
    return {
      code: 'tfjs-reset-after',
      message:
        `Layer ${index + 1} is a GRU that applies its reset gate after the recurrent product, and TensorFlow.js has ` +
        'only the other kind. Take ONNX, which runs on web pages too, or HTML.',
      values: { layer: index + 1 },
    };
  },
  estimateBytes: ({ model, tokenizer, classes }) =>
    weightBytes(model, 'float32') +
    oneHotBytes(model) +
    Buffer.byteLength(JSON.stringify([tokenizer, classes, model])) +
    bytesPerParameter * parameterSpecs(model).length +
    bytesOfRest,
  write: writeTfjs,
  run: async (files, inputs) => (await import('./run-tfjs.ts')).runTfjs(files, inputs),
};
