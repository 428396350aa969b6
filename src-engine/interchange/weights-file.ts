import { toPytorch } from './pytorch/pytorch-layout.ts';
import { writeSafetensors } from './safetensors.ts';
import type { TrainedModel } from './trained-model.ts';

/** The key of the metadata under which the studio describes a network. */
export const descriptionKey = 'kioku';

/**
 * A network as one safetensors file, with PyTorch's names and layouts. The metadata say what it is, as JSON under `kioku`: version, name,
 * step, model, tokenizer and classes, and the preparation of a network that reads a table.
 */
export function writeWeightsFile(trained: TrainedModel): Uint8Array {
  const { name, step, model, tokenizer, classes, preparation, parameters } = trained;
  const description = JSON.stringify({ version: 1, name, step, model, tokenizer, classes, preparation });
  // "pt" is what libraries look for to know whose layout it is.
  return writeSafetensors(toPytorch(model, parameters), { format: 'pt', [descriptionKey]: description });
}
