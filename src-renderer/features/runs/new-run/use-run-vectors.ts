import { computed, ref, type ComputedRef } from 'vue';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import type { TokenizerSpec } from '../../../../src-engine/spec/tokenizer-spec.ts';
import { useWordVectors, type WordVectors } from '../../../domain/training/vectors/use-word-vectors.ts';

interface RunVectors {
  vectors: WordVectors;
  /** `true` means that the network has an embedding, which the vectors are for. */
  hasEmbedding: ComputedRef<boolean>;
  /** `true` means that vectors are on their way, or cannot be read: they are not left out in silence. */
  areAwaited: ComputedRef<boolean>;
  /** The network with the width that the vectors give its embedding; null means that there are no vectors. */
  widened: ComputedRef<ModelSpec | null>;
}

const usualTokenizer: TokenizerSpec = { type: 'character', minimumFrequency: 1 };

/** The word vectors for the embedding of a new run's network, if it has one. */
export function useRunVectors(
  datasetId: () => string | null,
  basis: () => { model: ModelSpec; tokenizer: TokenizerSpec } | null,
): RunVectors {
  const hasEmbedding = computed(() => basis()?.model.layers.some(({ type }) => type === 'embedding') ?? false);
  const vectors = useWordVectors({
    datasetId,
    tokenizer: () => basis()?.tokenizer ?? usualTokenizer,
    hasEmbedding: () => hasEmbedding.value,
    trainable: ref(true),
  });
  return {
    vectors,
    hasEmbedding,
    areAwaited: computed(
      () =>
        hasEmbedding.value &&
        basis()?.tokenizer.type === 'word' &&
        vectors.name.value !== null &&
        vectors.start.value === undefined,
    ),
    widened: computed(() => {
      const model = basis()?.model;
      const coverage = vectors.coverage.value;
      if (model === undefined || coverage === null || vectors.start.value === undefined) return null;
      const { dim } = coverage;
      return {
        ...model,
        layers: model.layers.map((layer) => (layer.type === 'embedding' ? { ...layer, dim } : layer)),
      };
    }),
  };
}
