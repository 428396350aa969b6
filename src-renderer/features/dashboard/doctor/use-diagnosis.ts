import { useIntervalFn } from '@vueuse/core';
import { computed, ref, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Diagnosis } from '../../../../src-main/contract/doctor/doctor-records.ts';
import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import { isActive } from '../../../client/runs/run-state.ts';
import { useQuery } from '../../../client/queries/use-query.ts';
import { useStudio } from '../../../client/studio.ts';

export interface DiagnosisSource {
  diagnosis: ComputedRef<Diagnosis | null>;
  error: ComputedRef<unknown>;
  /** `true` means that the data is being measured, after which there may be more findings. */
  isMeasuring: ComputedRef<boolean>;
  /** Lets the data be measured too, which takes some of the training's time while it goes on. */
  measure(): void;
  reload(): Promise<void>;
}

/** The interval is short, since faults begin long before an epoch is over. */
const intervalMs = 10_000;

/**
 * Asks the doctor about a run again and again while it trains. Once the run is over, the data is measured too where it
 * has not been.
 */
export function useDiagnosis(runId: string, run: Readonly<ShallowRef<RunRecord | null>>): DiagnosisSource {
  const { queries } = useStudio();
  const isWanted: Ref<boolean> = ref(false);
  const quick = useQuery(() => queries.runs.doctor.queryOptions({ input: { runId, measure: false } }));
  const whole = useQuery(() =>
    isWanted.value ? queries.runs.doctor.queryOptions({ input: { runId, measure: true } }) : null,
  );
  const isOver = computed(() => run.value !== null && !isActive(run.value.state));
  const diagnosis = computed(() => {
    const measured = whole.data.value;
    // The host keeps the measurements of the data, so that quick answers use them while the run trains.
    return measured !== null && isOver.value ? measured : (quick.data.value ?? measured);
  });
  watch(
    () => isOver.value && quick.data.value?.isPartial === true,
    (isIncomplete) => {
      if (isIncomplete) isWanted.value = true;
    },
    { immediate: true },
  );
  watch(whole.data, () => void quick.reload());
  useIntervalFn(() => {
    if (run.value?.state === 'running' && document.visibilityState === 'visible') void quick.reload();
  }, intervalMs);

  return {
    diagnosis,
    error: computed(() => quick.error.value ?? whole.error.value),
    isMeasuring: computed(() => isWanted.value && whole.data.value === null && whole.error.value === null),
    measure: () => (isWanted.value = true),
    async reload() {
      await Promise.all([quick.reload(), ...(isWanted.value ? [whole.reload()] : [])]);
    },
  };
}
