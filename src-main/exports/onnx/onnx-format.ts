import { cellExports } from '../../../src-engine/cells/exports.ts';
import { isRecurrent } from '../../../src-engine/cells/index.ts';
import { cellRefusal } from '../../../src-engine/interchange/cell-refusal.ts';
import { writeOnnx } from '../../../src-engine/interchange/onnx/write-onnx.ts';
import { parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';
import { weightBytes } from '../../../src-engine/interchange/weight-bytes.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { FormatOptions, ModelFormat, NetworkOutline } from '../export-format.ts';

/** Protocol Buffers do not allow larger messages. */
const mostBytes = 2 ** 31 - 1;
/** The approximate bytes of the graph for the names, shapes and operators of a parameter. */
const bytesPerParameter = 200;
/** The same for a loop over the steps in one direction. */
const bytesPerLoop = 1500;
const bytesOfRest = 1500;

/** Open Neural Network Exchange: for ONNX Runtime, which runs on almost everything. */
export const onnxFormat: ModelFormat = {
  id: 'onnx',
  precisions: ['float32', 'float16', 'int8'],
  refusal(outline, options) {
    const refused = cellRefusal(outline.model, 'onnx');
    if (refused !== null) return refused;
    const bytes = estimateBytes(outline, options);
    if (bytes <= mostBytes) return null;
    return {
      code: 'onnx-too-large',
      message: 'An ONNX file can have 2 GB at most. Take safetensors, or fewer bits for each weight.',
      values: { bytes },
    };
  },
  estimateBytes,
  write: (model, { precision }) => [{ path: 'model.onnx', bytes: writeOnnx(model, precision) }],
  run: async ([file], inputs) => (await import('./run-onnx.ts')).runOnnx(file.bytes, inputs),
};

function estimateBytes({ model, tokenizer, classes }: NetworkOutline, { precision }: FormatOptions): number {
  const names = Buffer.byteLength(JSON.stringify([tokenizer, classes, model]));
  const operators = bytesPerParameter * parameterSpecs(model).length + bytesPerLoop * loopCount(model);
  return weightBytes(model, precision) + names + operators + bytesOfRest;
}

/** The directions of layers that are loops over the steps, with an operator for each of a step's sums and products. */
function loopCount({ layers }: ModelSpec): number {
  const loops = layers.filter(isRecurrent).filter(({ type }) => 'step' in cellExports(type).onnx);
  return loops.reduce((count, { bidirectional }) => count + (bidirectional === null ? 1 : 2), 0);
}
