import { computed, type ComputedRef, type Ref } from 'vue';
import { useRoute } from 'vue-router';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { isResumable } from '../../client/runs/run-state.ts';
import { useStudio } from '../../client/studio.ts';
import { useAction } from '../../ui/use-action.ts';
import { useFailureToast } from '../../locales/use-failure-toast.ts';

export interface RunControl {
  /** The run of the page, or else the one in training. */
  current: ComputedRef<RunRecord | null>;
  /** The one in training, or else the next in turn. */
  job: ComputedRef<RunRecord | null>;
  /** The action that the run's present state, and this window's access, allow. */
  turnOf(run: RunRecord): 'pause' | 'resume' | null;
  turn(run: RunRecord): Promise<void>;
  busy: Readonly<Ref<boolean>>;
}

/** Pausing and resuming from anywhere in the window. */
export function useRunControl(): RunControl {
  const { client, runList, access } = useStudio();
  const route = useRoute();

  const job = computed(
    () => runList.active.value.find((run) => run.state === 'running') ?? runList.active.value.at(-1) ?? null,
  );
  const shown = computed(() =>
    route.name === 'run' ? (runList.runs.value?.find(({ id }) => id === route.params['runId']) ?? null) : null,
  );
  const turnOf = (run: RunRecord) => {
    if (!access.canTrain.value) return null;
    return run.state === 'running' ? 'pause' : isResumable(run) ? 'resume' : null;
  };

  const { run: turn, isPending: busy } = useAction(async (run: RunRecord) => {
    const turn = turnOf(run);
    if (turn !== null) runList.put(await client.runs[turn]({ runId: run.id }));
  }, useFailureToast());

  return {
    current: computed(() => shown.value ?? job.value),
    job,
    turnOf,
    busy,
    turn,
  };
}
