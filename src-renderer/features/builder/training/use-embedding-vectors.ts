import { computed } from 'vue';
import { useWordVectors, type WordVectors } from '../../../domain/training/vectors/use-word-vectors.ts';
import type { Editor } from '../document/editor.ts';

/** The word vectors of the builder's dataset, which make the embedding of its model as wide as they are. */
export function useEmbeddingVectors({ edited, changeModel }: Pick<Editor, 'edited' | 'changeModel'>): WordVectors {
  const embedding = computed(() => edited.value.model.layers.find((layer) => layer.type === 'embedding') ?? null);

  /** Changes the embedding without selecting it, so that the settings of the training stay in sight. */
  function changeEmbedding(fields: { dim?: number; trainable?: boolean }): void {
    const { model } = edited.value;
    const changed = model.layers.map((layer) => (layer.type === 'embedding' ? { ...layer, ...fields } : layer));
    if (JSON.stringify(changed) !== JSON.stringify(model.layers)) changeModel({ ...model, layers: changed });
  }

  return useWordVectors({
    datasetId: () => edited.value.datasetId,
    tokenizer: () => edited.value.tokenizer,
    hasEmbedding: () => embedding.value !== null,
    trainable: computed({
      get: () => embedding.value?.trainable ?? false,
      set: (trainable) => changeEmbedding({ trainable }),
    }),
    onFound: ({ dim }) => changeEmbedding({ dim }),
  });
}
