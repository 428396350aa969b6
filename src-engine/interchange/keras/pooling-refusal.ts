import { isPooling } from '../../models/model-problem.ts';
import type { ModelSpec } from '../../spec/model-spec.ts';
import type { ExportRefusal } from '../export-file.ts';

/** Layers of Keras that pool over time count padded steps, or do so in one of its dialects, and none attends with learnt weights. */
export function poolingRefusal({ layers }: ModelSpec): ExportRefusal | null {
  const index = layers.findIndex(isPooling);
  if (index < 0) return null;
  return {
    code: 'keras-pooling',
    message:
      `Layer ${index + 1} pools over the steps of padded sequences, for which this format has no layer that computes the same. ` +
      'Take ONNX or a PyTorch project instead.',
    values: { layer: index + 1 },
  };
}
