import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { StepInsightRecord } from '../../../../src-main/contract/insight-records.ts';
import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import { useStudio } from '../../../client/studio.ts';

/** The training looks at itself every two seconds. */
const intervalMs = 2500;
const maxPoints = 1500;

/** Collects a training's looks at updates and gates, oldest first; goes on while it trains and the window is seen. */
export function useStepInsights(
  runId: string,
  run: Readonly<ShallowRef<RunRecord | null>>,
): Readonly<ShallowRef<readonly StepInsightRecord[]>> {
  const { client, connection } = useStudio();
  const looks = shallowRef<readonly StepInsightRecord[]>([]);
  let loading = false;
  let closed = false;

  async function load(): Promise<void> {
    if (loading || closed || connection.status.value !== 'connected') return;
    loading = true;
    try {
      // A run that went back to a checkpoint tells its later steps again.
      const known = looks.value.filter(({ step }) => step <= (run.value?.step ?? Infinity));
      const isWhole = known.length === looks.value.length && known.length < 2 * maxPoints;
      const afterStep = isWhole ? (known.at(-1)?.step ?? 0) : 0;
      const more = await client.insight.steps({ runId, afterStep, maxPoints });
      if (!closed && (more.length > 0 || afterStep === 0)) looks.value = afterStep === 0 ? more : [...known, ...more];
    } catch {
      // The next turn tries again; the connection's own banner says why.
    } finally {
      loading = false;
    }
  }

  const timer = setInterval(() => {
    if (run.value?.state === 'running' && document.visibilityState === 'visible') void load();
  }, intervalMs);
  watch([() => run.value?.state, connection.generation], load, { immediate: true });
  onScopeDispose(() => {
    closed = true;
    clearInterval(timer);
  });
  return looks;
}
