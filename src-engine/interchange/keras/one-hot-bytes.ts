import type { ModelSpec } from '../../spec/model-spec.ts';

/** Bytes of the unit vectors by which Keras' networks read tokens one-hot. */
export function oneHotBytes({ input, layers }: ModelSpec): number {
  return input.kind === 'tokens' && layers[0]?.type === 'one_hot' ? 4 * input.vocabularySize ** 2 : 0;
}
