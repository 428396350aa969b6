import {
  computed,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
  type ShallowRef,
  type WritableComputedRef,
} from 'vue';
import type { VectorCoverageRecord } from '../../../../src-main/contract/model-records.ts';
import type { StartRun } from '../../../../src-main/contract/records.ts';
import type { SelectedFile } from '../../../client/files/selected-file.ts';
import { useStudio } from '../../../client/studio.ts';
import { useStagedFile } from '../../../domain/evaluating/use-staged-file.ts';
import type { Editor } from '../document/editor.ts';

/** A file of word vectors that the next run's embedding begins with. */
export interface WordVectors {
  name: Readonly<Ref<string | null>>;
  /** 0 to 1 while the file is brought; null otherwise. */
  progress: Readonly<Ref<number | null>>;
  /** The words of the dataset are being looked up in the file. */
  reading: Readonly<Ref<boolean>>;
  coverage: Readonly<ShallowRef<VectorCoverageRecord | null>>;
  error: ComputedRef<unknown>;
  take(files: readonly SelectedFile[]): Promise<void>;
  remove(): void;
  /** Whether the vectors go on learning. */
  trainable: WritableComputedRef<boolean>;
  /** The vectors as a run begins with them; undefined means without. */
  start: ComputedRef<StartRun['vectors']>;
  /** A run has taken the file over. */
  taken(): void;
}

/** Looks the words of the builder's dataset up in a file, again whenever dataset or tokenizer are others, and makes the embedding as wide. */
export function useWordVectors({ edited, changeModel }: Pick<Editor, 'edited' | 'changeModel'>): WordVectors {
  const { client } = useStudio();
  const staged = useStagedFile({ isTable: false });
  const { importId } = staged;
  const coverage = shallowRef<VectorCoverageRecord | null>(null);
  const failure = shallowRef<unknown>(null);
  const reading = ref(false);
  let latest = 0;

  const embedding = computed(() => edited.value.model.layers.find((layer) => layer.type === 'embedding') ?? null);

  /** Changes the embedding without selecting it: the settings of the training stay in sight. */
  function changeEmbedding(fields: { dim?: number; trainable?: boolean }): void {
    const { model } = edited.value;
    const changed = model.layers.map((layer) => (layer.type === 'embedding' ? { ...layer, ...fields } : layer));
    if (JSON.stringify(changed) !== JSON.stringify(model.layers)) changeModel({ ...model, layers: changed });
  }

  async function look(): Promise<void> {
    const call = ++latest;
    const { datasetId, tokenizer } = edited.value;
    coverage.value = null;
    failure.value = null;
    reading.value = false;
    if (importId.value === null || datasetId === null || tokenizer.type !== 'word') return;
    reading.value = true;
    try {
      const found = await client.models.vectorCoverage({ importId: importId.value, datasetId, tokenizer });
      if (call !== latest) return;
      coverage.value = found;
      changeEmbedding({ dim: found.dim });
    } catch (cause) {
      if (call === latest) failure.value = cause;
    } finally {
      if (call === latest) reading.value = false;
    }
  }
  watch([importId, () => edited.value.datasetId, () => JSON.stringify(edited.value.tokenizer)], look);

  return {
    name: staged.name,
    progress: staged.progress,
    reading,
    coverage,
    error: computed(() => staged.error.value ?? failure.value),
    take: staged.take,
    remove: staged.drop,
    trainable: computed({
      get: () => embedding.value?.trainable ?? false,
      set: (trainable) => changeEmbedding({ trainable }),
    }),
    start: computed(() =>
      importId.value === null || coverage.value === null || embedding.value === null
        ? undefined
        : { importId: importId.value, trainable: embedding.value.trainable, keepFile: false },
    ),
    taken: staged.release,
  };
}
