import { computed, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { TokenizerSpec } from '../../../../src-engine/spec/tokenizer-spec.ts';
import type { VectorCoverageRecord } from '../../../../src-main/contract/model-records.ts';
import type { StartRun } from '../../../../src-main/contract/runs/start-records.ts';
import type { SelectedFile } from '../../../client/files/selected-file.ts';
import { useStudio } from '../../../client/studio.ts';
import { useRestartableAction } from '../../../ui/use-action.ts';
import { useStagedFile } from '../../evaluating/use-staged-file.ts';

/** A file of word vectors that the next run's embedding begins with. */
export interface WordVectors {
  name: Readonly<Ref<string | null>>;
  /** The share of the file that has been brought, from 0 to 1; null means that none is being brought. */
  progress: Readonly<Ref<number | null>>;
  /** `true` means that the words of the dataset are being looked up in the file. */
  reading: Readonly<Ref<boolean>>;
  coverage: Readonly<ShallowRef<VectorCoverageRecord | null>>;
  error: ComputedRef<unknown>;
  take(files: readonly SelectedFile[]): Promise<void>;
  remove(): void;
  /** `true` means that the vectors go on learning. */
  trainable: Ref<boolean>;
  /** The vectors as a run begins with them; undefined means that it begins without vectors. */
  start: ComputedRef<StartRun['vectors']>;
  /** Forgets the file, which a run has taken over. */
  taken(): void;
}

/** The run that begins with the vectors, before it is started. */
interface VectorUse {
  /** The dataset whose words are looked up; null means that none is chosen. */
  datasetId: () => string | null;
  tokenizer: () => TokenizerSpec;
  /** Tells whether the network has an embedding. */
  hasEmbedding: () => boolean;
  trainable: Ref<boolean>;
  /** Called with the vectors, so that the embedding can be made as wide as they are. */
  onFound?: (coverage: VectorCoverageRecord) => void;
}

/** Looks the words of a dataset up in a file, and does so again whenever the dataset or the tokenizer changes. */
export function useWordVectors({ datasetId, tokenizer, hasEmbedding, trainable, onFound }: VectorUse): WordVectors {
  const { client } = useStudio();
  const staged = useStagedFile({ isTable: false });
  const { importId } = staged;
  const coverage = shallowRef<VectorCoverageRecord | null>(null);
  const looking = useRestartableAction((_signal, question: { importId: string; datasetId: string }) =>
    client.models.vectorCoverage({ ...question, tokenizer: tokenizer() }),
  );

  async function look(): Promise<void> {
    const own = { importId: importId.value, datasetId: datasetId() };
    looking.cancel();
    looking.error.value = null;
    coverage.value = null;
    if (own.importId === null || own.datasetId === null || tokenizer().type !== 'word') return;
    const found = await looking.run({ importId: own.importId, datasetId: own.datasetId });
    if (found === undefined) return;
    coverage.value = found;
    onFound?.(found);
  }
  watch([importId, datasetId, () => JSON.stringify(tokenizer())], look);

  return {
    name: staged.name,
    progress: staged.progress,
    reading: looking.isPending,
    coverage,
    error: computed(() => staged.error.value ?? looking.error.value),
    take: staged.take,
    remove: staged.drop,
    trainable,
    start: computed(() =>
      importId.value === null || coverage.value === null || !hasEmbedding()
        ? undefined
        : { importId: importId.value, trainable: trainable.value, keepFile: false },
    ),
    taken: staged.release,
  };
}
