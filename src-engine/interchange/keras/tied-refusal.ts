import { isTied } from '../../models/tied-output.ts';
import type { ModelSpec } from '../../spec/model-spec.ts';
import type { ExportRefusal } from '../export-file.ts';

/** No layer of Keras has another layer's table for its kernel, and a layer of one's own cannot be loaded without its code. */
export function tiedRefusal({ layers }: ModelSpec): ExportRefusal | null {
  const index = layers.findIndex(isTied);
  if (index < 0) return null;
  return {
    code: 'keras-tied',
    message:
      `Layer ${index + 1} shares the weights of the embedding, for which this format has no layer that loads without code of its own. ` +
      'Take ONNX or a PyTorch project instead.',
    values: { layer: index + 1 },
  };
}
