import type { ModelSpec } from '../spec/model-spec.ts';
import { outputLayerIndex } from './model-problem.ts';

/** The sizes that a dataset decides about the network that learns from it. */
export interface DataSizes {
  /** Different tokens, or for numbers the columns that are read. */
  inputs: number;
  /** The outputs to tell apart or predict: tokens for a language model, classes, or columns. */
  outputs: number;
}

/** The model with the input and the output layer as large as the data asks; neither is a person's choice. */
export function fitModel(model: ModelSpec, { inputs, outputs }: DataSizes): ModelSpec {
  const { input, layers } = model;
  const output = outputLayerIndex(layers);
  return {
    ...model,
    input: input.kind === 'tokens' ? { ...input, vocabularySize: inputs } : { ...input, size: inputs },
    layers: layers.map((layer, index) =>
      index === output && layer.type === 'dense' ? { ...layer, units: outputs } : layer,
    ),
  };
}
