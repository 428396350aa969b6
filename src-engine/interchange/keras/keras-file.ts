import type { ParameterTensor } from '../trained-model.ts';
import { KerasError, textOf, type DescribedLayer } from './read-keras-chain.ts';
import type { Direction, VariableName } from './variable-name.ts';

/** Layers of Keras, with the weights that have been read. */
export interface KerasFile {
  layers: readonly DescribedLayer[];
  /** True for Keras 3, whose hard sigmoid differs from that of the versions before it. */
  isKeras3: boolean;
  /** True when ids are one higher than those of tokens, because row 0 of the embedding is for padding. */
  isPadded: boolean;
  variablesOf: (layer: DescribedLayer) => readonly KerasVariable[];
}

export interface KerasVariable extends VariableName {
  tensor: ParameterTensor;
}

/**
 * Returns the layer's variables of these names, which are in the order in which the layer makes them. `direction` tells which cell of a
 * Bidirectional layer is meant. Throws KerasError where one is missing.
 */
export function namedVariables(
  file: KerasFile,
  layer: DescribedLayer,
  names: readonly string[],
  direction: Direction | null = null,
): ParameterTensor[] {
  const variables = file.variablesOf(layer).filter((each) => direction === null || each.direction === direction);
  return names.map((name, number) => {
    const found = variables.find(({ variable }) => variable === name || variable === number);
    if (found === undefined) throw new KerasError(`is damaged: weights of ${textOf(layer.name)} are missing.`);
    return found.tensor;
  });
}
