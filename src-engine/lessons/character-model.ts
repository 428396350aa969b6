import { dense } from '../models/default-layers.ts';
import type { LayerSpec, ModelSpec } from '../spec/model-spec.ts';

/** Returns a language model of a text's characters with these recurrent layers. */
export function characterModel(
  { vocabularySize }: { vocabularySize: number },
  recurrent: readonly LayerSpec[],
): ModelSpec {
  return {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize },
    layers: [{ type: 'one_hot' }, ...recurrent, dense(vocabularySize)],
  };
}
