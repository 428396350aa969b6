import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { EvaluationRecord } from '../../../src-main/contract/evaluation-records.ts';
import type { SelectedFile } from '../../client/files/selected-file.ts';
import { useStudio } from '../../client/studio.ts';
import { discardImport, uploadFiles } from '../../client/files/upload-files.ts';

/** The columns of a table that hold texts and labels; null as in training. */
export interface NamedColumns {
  text: string | null;
  label: string | null;
}

interface FileEvaluation {
  name: Readonly<Ref<string | null>>;
  /** The columns of the file; none where it is no table. */
  columns: Readonly<Ref<string[]>>;
  chosen: Ref<NamedColumns>;
  /** 0 to 1 while the file is brought; null otherwise. */
  progress: Readonly<Ref<number | null>>;
  busy: Readonly<Ref<boolean>>;
  evaluation: Readonly<ShallowRef<EvaluationRecord | null>>;
  error: Readonly<ShallowRef<unknown>>;
  take(files: readonly SelectedFile[]): Promise<void>;
}

/** Brings a file, and compares a network with it: again whenever the checkpoint or a column is another. */
export function useFileEvaluation(network: () => { runId: string; checkpointId: string | null }): FileEvaluation {
  const { client, connection } = useStudio();
  const name = ref<string | null>(null);
  const importId = ref<string | null>(null);
  const columns = ref<string[]>([]);
  const chosen = ref<NamedColumns>({ text: null, label: null });
  const progress = ref<number | null>(null);
  const busy = ref(false);
  const evaluation = shallowRef<EvaluationRecord | null>(null);
  const error = shallowRef<unknown>(null);
  const closed = new AbortController();
  let asked = 0;

  async function evaluate(): Promise<void> {
    const id = importId.value;
    if (id === null) return;
    const turn = ++asked;
    busy.value = true;
    error.value = null;
    try {
      const found = await client.evaluations.evaluate(
        { ...network(), importId: id, columns: chosen.value },
        { signal: closed.signal },
      );
      if (turn === asked) evaluation.value = found;
    } catch (cause) {
      if (turn !== asked || closed.signal.aborted) return;
      evaluation.value = null;
      error.value = cause;
    } finally {
      if (turn === asked) busy.value = false;
    }
  }

  function discard(): void {
    if (importId.value !== null) discardImport(client, importId.value);
    importId.value = null;
  }

  async function take(files: readonly SelectedFile[]): Promise<void> {
    const [first] = files;
    if (first === undefined || progress.value !== null) return;
    asked++;
    discard();
    name.value = first.file.name;
    progress.value = 0;
    evaluation.value = null;
    error.value = null;
    chosen.value = { text: null, label: null };
    try {
      const id = await uploadFiles(connection, first.file.name, files, {
        signal: closed.signal,
        onProgress: (share) => (progress.value = share),
      });
      const { table } = await client.imports.inspect({ importId: id });
      columns.value = table?.columns.map((column) => column.name) ?? [];
      importId.value = id;
    } catch (cause) {
      if (!closed.signal.aborted) error.value = cause;
    } finally {
      progress.value = null;
    }
    await evaluate();
  }

  watch([() => JSON.stringify(network()), chosen], () => void evaluate(), { deep: true });
  onScopeDispose(() => {
    closed.abort();
    discard();
  });
  return { name, columns, chosen, progress, busy, evaluation, error, take };
}
