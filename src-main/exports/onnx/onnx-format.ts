import { isRecurrent } from '../../../src-engine/cells/index.ts';
import { cellRefusal } from '../../../src-engine/interchange/cell-refusal.ts';
import { loopBytes } from '../../../src-engine/interchange/onnx/loop-bytes.ts';
import { writeOnnx } from '../../../src-engine/interchange/onnx/write-onnx.ts';
import { readsWindows } from '../../../src-engine/interchange/numbers/network-numbers.ts';
import { withStoredPrecision } from '../../../src-engine/interchange/quantize-weights.ts';
import type { TrainedModel, WeightPrecision } from '../../../src-engine/interchange/trained-model.ts';
import { parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';
import { weightBytes } from '../../../src-engine/interchange/weight-bytes.ts';
import type { FormatOptions, ModelFormat, NetworkOutline } from '../export-format.ts';

/** Protocol Buffers do not allow larger messages. */
const mostBytes = 2 ** 31 - 1;
/** The approximate bytes of the graph for the names, shapes and operators of a parameter. */
const bytesPerParameter = 200;
const bytesOfRest = 1500;
/** The steps of a usual preparation, their constants and an example. */
const bytesOfTable = 20_000;

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
  write: async (model, { precision }) => {
    const example = await exampleOf(model, precision);
    return [{ path: 'model.onnx', bytes: writeOnnx(model, precision, example) }];
  },
  run: async ([file], inputs) => (await import('./run-onnx.ts')).runOnnx(file.bytes, inputs),
};

/** Loads what computes it only where there is something to show. */
async function exampleOf(model: TrainedModel, precision: WeightPrecision): Promise<unknown> {
  if (!readsWindows(model)) return null;
  const { tableExample } = await import('../runtimes/table-example.ts');
  return tableExample(withStoredPrecision(model, precision));
}

function estimateBytes(
  { model, tokenizer, classes, preparation }: NetworkOutline,
  { precision }: FormatOptions,
): number {
  const names = Buffer.byteLength(JSON.stringify([tokenizer, classes, model]));
  const loops = model.layers.map((layer) => (isRecurrent(layer) ? loopBytes(layer, precision) : 0));
  const others = parameterSpecs(model).filter(({ layer }) => loops[layer] === 0);
  const operators = bytesPerParameter * others.length + loops.reduce((sum, bytes) => sum + bytes, 0);
  const table = preparation === undefined ? 0 : bytesOfTable + 2 * JSON.stringify(preparation).length;
  return weightBytes(model, precision) + names + operators + table + bytesOfRest;
}
