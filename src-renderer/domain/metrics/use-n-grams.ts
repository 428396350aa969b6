import { computed, shallowReactive, watch, type ComputedRef } from 'vue';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { DataMeasurementsRecord } from '../../../src-main/contract/measurement-records.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { useStudio } from '../../client/studio.ts';
import { useRestartableAction } from '../../ui/use-action.ts';

export type NGram = NonNullable<DataMeasurementsRecord['nGrams']>['models'][number];

type Compared = Pick<RunRecord, 'id' | 'model' | 'epoch'>;

/** Tells whether a network is compared with n-grams: it predicts tokens, and there is an epoch to compare. */
const isCompared = ({ model, epoch }: Compared) => taskFacts[model.task].outputsAre === 'tokens' && epoch > 0;

/**
 * Lets the studio measure n-gram models of these runs' data, one run after the other, where it has not done so yet.
 * Returns the known models by run; runs that hold nothing back, or came without their data, have none.
 */
export function useNGrams(runs: () => readonly Compared[]): ComputedRef<ReadonlyMap<string, readonly NGram[]>> {
  const { client } = useStudio();
  const known = shallowReactive(new Map<string, readonly NGram[]>());
  async function measure(runId: string, signal: AbortSignal): Promise<readonly NGram[] | null> {
    for await (const update of await client.measurements.data({ runId }, { signal })) {
      if (update.type === 'measured') return update.measurements.nGrams?.models ?? [];
    }
    return null;
  }
  const measuring = useRestartableAction(async (signal, ids: readonly string[]) => {
    for (const runId of ids) {
      if (known.has(runId)) continue;
      // A run that came without its data must not keep the others from being measured.
      const models = await measure(runId, signal).catch(() => null);
      if (signal.aborted) return;
      if (models !== null) known.set(runId, models);
    }
  });
  const wanted = computed(() =>
    runs()
      .filter(isCompared)
      .map(({ id }) => id),
  );
  watch(
    () => wanted.value.join(),
    () => void measuring.run(wanted.value),
    { immediate: true },
  );
  return computed(() => new Map(known));
}
