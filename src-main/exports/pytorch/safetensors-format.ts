import { writeWeightsFile } from '../../../src-engine/interchange/weights-file.ts';
import type { ModelFormat } from '../export-format.ts';
import { runPytorch } from '../runtimes/pytorch.ts';
import { readOwnWeights } from '../weights/own-weights.ts';
import { ownCells } from './own-cells.ts';
import { runnableProject } from './project.ts';
import { weightBytes } from './pytorch-format.ts';

/** The bytes of the header: names and shapes, and the description with its vocabulary. */
const headerBytes = 10_000;

/** One file with the weights by PyTorch's names, and a description of the network. */
export const safetensorsFormat: ModelFormat = {
  id: 'safetensors',
  precisions: ['float32'],
  refusal: () => null,
  estimateBytes: (outline) => weightBytes(outline) + headerBytes + JSON.stringify(outline.tokenizer).length,
  write: (model) => [{ path: 'model.safetensors', bytes: writeWeightsFile(model) }],
  ownCells: ({ model }) => ownCells(model, false),
  // PyTorch gets the values that were read back from the file.
  run: ([file], inputs, signal) => runPytorch(runnableProject(readOwnWeights(file.bytes)), inputs, signal),
};
