import { computed, ref, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import type { CheckpointRecord } from '../../../../src-main/contract/runs/checkpoint-records.ts';
import { useStudio } from '../../../client/studio.ts';
import { useAction } from '../../../ui/use-action.ts';

/**
 * A dialog that begins a run from a checkpoint and leads to it; it is open while there is a checkpoint. `begin` resolves with null where
 * nothing can begin as things are. `named` is the name that was typed, if one was.
 */
export function useNextRun(
  checkpoint: Ref<CheckpointRecord | null>,
  begin: (from: CheckpointRecord, named: { name?: string }) => Promise<RunRecord | null>,
) {
  const { runList } = useStudio();
  const router = useRouter();
  const name = ref('');
  const action = useAction(async () => {
    if (checkpoint.value === null) return;
    const typed = name.value.trim();
    const run = await begin(checkpoint.value, typed === '' ? {} : { name: typed });
    if (run === null) return;
    runList.put(run);
    checkpoint.value = null;
    await router.push({ name: 'run', params: { runId: run.id } });
  });
  const open = computed({
    get: () => checkpoint.value !== null,
    set: (isOpen) => {
      if (!isOpen) checkpoint.value = null;
    },
  });
  return { name, open, start: action.run, isPending: action.isPending, error: action.error };
}
