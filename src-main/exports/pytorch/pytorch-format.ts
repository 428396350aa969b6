import { elementCount, parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';
import { slotCounts } from '../../../src-engine/optimizers/update-rule.ts';
import type { ModelFormat, NetworkOutline } from '../export-format.ts';
import { runPytorch } from '../runtimes/pytorch.ts';
import { ownCells } from './own-cells.ts';
import { pytorchProject } from './project.ts';

/** The bytes of the scripts, the tokenizer and the expected outputs. */
const otherBytes = 100_000;

/** A folder that runs the network in PyTorch and goes on training it. Holds every network: what torch.nn lacks, it brings along. */
export const pytorchFormat: ModelFormat = {
  id: 'pytorch',
  precisions: ['float32'],
  refusal: () => null,
  estimateBytes: (outline) => weightBytes(outline) * (1 + slotCounts.adam) + otherBytes,
  write: pytorchProject,
  ownCells: ({ model }) => ownCells(model, true),
  run: (files, inputs, signal) => runPytorch(files, inputs, signal),
};

export function weightBytes({ model }: NetworkOutline): number {
  return 4 * parameterSpecs(model).reduce((sum, { shape }) => sum + elementCount(shape), 0);
}
