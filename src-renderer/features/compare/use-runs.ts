import { computed, onScopeDispose, ref, shallowReactive, type ComputedRef, type Ref } from 'vue';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { followRun } from '../../client/runs/follow-run.ts';
import { useStudio } from '../../client/studio.ts';
import { addMetrics, createRunMetrics, type MeasuredRun } from '../../domain/training/run-metrics.ts';

const maxPoints = 4000;

/** Several runs with what was measured, live or over; those that do not exist are left out. `revision` grows with every change. */
export function useRuns(ids: readonly string[]): { runs: ComputedRef<MeasuredRun[]>; revision: Ref<number> } {
  const { connection, runList } = useStudio();
  const known = shallowReactive(new Map<string, RunRecord>());
  const metricsOf = new Map(ids.map((id) => [id, createRunMetrics()]));
  const revision = ref(0);

  for (const id of ids) {
    const metrics = metricsOf.get(id) ?? createRunMetrics();
    const unfollow = followRun(connection, id, maxPoints, {
      onRun(run) {
        known.set(id, run);
        runList.put(run);
      },
      onMetrics(update) {
        addMetrics(metrics, update);
        revision.value++;
      },
      onGone: () => void known.delete(id),
      onError: () => void known.delete(id),
    });
    onScopeDispose(unfollow);
  }

  const runs = computed(() =>
    ids.flatMap((id) => {
      const run = known.get(id);
      const metrics = metricsOf.get(id);
      return run === undefined || metrics === undefined ? [] : [{ run, metrics }];
    }),
  );
  return { runs, revision };
}
