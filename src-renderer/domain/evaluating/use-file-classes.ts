import { computed, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { ClassifiedRows } from '../../../src-main/contract/evaluation-records.ts';
import type { SelectedFile } from '../../client/files/selected-file.ts';
import { useStudio } from '../../client/studio.ts';
import { useStagedFile } from './use-staged-file.ts';
import { useRestartableAction } from '../../ui/use-action.ts';

interface FileClasses {
  name: Readonly<Ref<string | null>>;
  /** The columns of the file; none where it is no table. */
  columns: Readonly<Ref<string[]>>;
  /** The column that holds the texts; null as in training. */
  textColumn: Ref<string | null>;
  /** 0 to 1 while the file is brought; null otherwise. */
  progress: Readonly<Ref<number | null>>;
  busy: Readonly<Ref<boolean>>;
  /** The rows that are classified so far; null before the first file. */
  classified: Readonly<ShallowRef<Pick<ClassifiedRows, 'classes' | 'rows'> | null>>;
  error: Readonly<Ref<unknown>>;
  take(files: readonly SelectedFile[]): Promise<void>;
}

/** Brings a file without labels, and lets a classifier tell its classes: again whenever the checkpoint or the column is another. */
export function useFileClasses(network: () => { runId: string; checkpointId: string | null }): FileClasses {
  const { client } = useStudio();
  const staged = useStagedFile({ isTable: true });
  const { name, importId, columns, progress } = staged;
  const textColumn = ref<string | null>(null);
  const classified = shallowRef<Pick<ClassifiedRows, 'classes' | 'rows'> | null>(null);
  const classifying = useRestartableAction(async (signal) => {
    const id = importId.value;
    if (id === null) return;
    classified.value = null;
    const input = { ...network(), importId: id, columns: { text: textColumn.value } };
    const rows: ClassifiedRows['rows'] = [];
    for await (const { classes, rows: some } of await client.evaluations.classify(input, { signal })) {
      if (signal.aborted) return;
      rows.push(...some);
      classified.value = { classes, rows };
    }
  });
  const { run: classify, isPending: busy, error: failure } = classifying;

  async function take(files: readonly SelectedFile[]): Promise<void> {
    if (files.length === 0 || progress.value !== null) return;
    classifying.cancel();
    classified.value = null;
    failure.value = null;
    textColumn.value = null;
    await staged.take(files);
    await classify();
  }

  watch([() => JSON.stringify(network()), textColumn], () => void classify());
  const error = computed(() => staged.error.value ?? failure.value);
  return { name, columns, textColumn, progress, busy, classified, error, take };
}
