import { toPytorch } from './pytorch/pytorch-layout.ts';
import { writeSafetensors } from './safetensors.ts';
import type { TrainedModel } from './trained-model.ts';

/** The key of the metadata under which the studio describes a network. */
export const descriptionKey = 'kioku';

/**
 * A network as one safetensors file, with PyTorch's names and layouts. The metadata say what it is, as JSON under `kioku`: version, name,
 * step, model, tokenizer and classes.
 */
export function writeWeightsFile({ name, step, model, tokenizer, classes, parameters }: TrainedModel): Uint8Array {
  const description = JSON.stringify({ version: 1, name, step, model, tokenizer, classes });
  // "pt" is what libraries look for to know whose layout it is.
  return writeSafetensors(toPytorch(model, parameters), { format: 'pt', [descriptionKey]: description });
}
