import { computed, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { EvaluationRecord } from '../../../src-main/contract/evaluation-records.ts';
import type { SelectedFile } from '../../client/files/selected-file.ts';
import { useStudio } from '../../client/studio.ts';
import { useStagedFile } from './use-staged-file.ts';
import { useRestartableAction } from '../../ui/use-action.ts';

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
  error: Readonly<Ref<unknown>>;
  take(files: readonly SelectedFile[]): Promise<void>;
}

/** Brings a file, and compares a network with it: again whenever the checkpoint or a column is another. */
export function useFileEvaluation(network: () => { runId: string; checkpointId: string | null }): FileEvaluation {
  const { client } = useStudio();
  const staged = useStagedFile({ isTable: true });
  const { name, importId, columns, progress } = staged;
  const chosen = ref<NamedColumns>({ text: null, label: null });
  const evaluation = shallowRef<EvaluationRecord | null>(null);
  const evaluating = useRestartableAction(async (signal) => {
    const id = importId.value;
    if (id === null) return;
    const found = await client.evaluations.evaluate({ ...network(), importId: id, columns: chosen.value }, { signal });
    if (!signal.aborted) evaluation.value = found;
  });
  const { run: evaluate, isPending: busy, error: failure } = evaluating;
  watch(failure, (cause) => cause !== null && (evaluation.value = null));

  async function take(files: readonly SelectedFile[]): Promise<void> {
    if (files.length === 0 || progress.value !== null) return;
    evaluating.cancel();
    evaluation.value = null;
    failure.value = null;
    chosen.value = { text: null, label: null };
    await staged.take(files);
    await evaluate();
  }

  watch([() => JSON.stringify(network()), chosen], () => void evaluate(), { deep: true });
  const error = computed(() => staged.error.value ?? failure.value);
  return { name, columns, chosen, progress, busy, evaluation, error, take };
}
