import { isRecurrent } from '../cells/index.ts';
import type { LayerSpec, ModelSpec } from '../spec/model-spec.ts';

/** The shape between two layers: (B, T, size) if it is a sequence, else (B, size). */
export interface LayerShape {
  size: number;
  sequence: boolean;
  /** Tokens (B, T), one-hot rows that exist only as token ids, or real values. */
  kind: 'tokens' | 'one-hot' | 'real';
}

/** The shape that goes into the model, and the one that comes out of each layer. Answers for invalid stacks too. */
export function layerShapes(spec: ModelSpec): { input: LayerShape; outputs: LayerShape[] } {
  const input: LayerShape =
    spec.input.kind === 'tokens'
      ? { size: spec.input.vocabularySize, sequence: true, kind: 'tokens' }
      : { size: spec.input.size, sequence: true, kind: 'real' };
  const outputs: LayerShape[] = [];
  let shape = input;
  for (const layer of spec.layers) {
    shape = outputShape(layer, shape);
    outputs.push(shape);
  }
  return { input, outputs };
}

function outputShape(layer: LayerSpec, input: LayerShape): LayerShape {
  if (isRecurrent(layer)) {
    return {
      size: layer.bidirectional === 'concat' ? 2 * layer.units : layer.units,
      sequence: input.sequence && layer.returnSequences,
      kind: 'real',
    };
  }
  switch (layer.type) {
    case 'one_hot':
      return { ...input, kind: 'one-hot' };
    case 'embedding':
      return { size: layer.dim, sequence: input.sequence, kind: 'real' };
    case 'dense':
      return { size: layer.units, sequence: input.sequence, kind: 'real' };
    case 'mean_pooling':
    case 'max_pooling':
    case 'attention_pooling':
      return { ...input, sequence: false };
    case 'layer_norm':
    case 'dropout':
    case 'activation':
      return input;
  }
}
