import { refDebounced } from '@vueuse/core';
import { computed, type ComputedRef } from 'vue';
import type { z } from 'zod';
import type { startRun } from '../../../src-main/contract/runs/start-records.ts';
import type { TrainingTimeRecord } from '../../../src-main/contract/recipe-records.ts';
import { useQuery } from '../../client/queries/use-query.ts';
import { useStudio } from '../../client/studio.ts';

export type TrainingQuestion = z.input<typeof startRun>;

interface TrainingTime {
  /** Null while nothing is asked, or it is being measured. */
  time: ComputedRef<TrainingTimeRecord | null>;
  isMeasuring: ComputedRef<boolean>;
  error: ComputedRef<unknown>;
}

/** Somebody who types is not done yet. */
const settleMs = 400;

/** The time that a training would take on this machine, its steps and its real number of parameters; null asks nothing. */
export function useTrainingTime(question: () => TrainingQuestion | null): TrainingTime {
  const { queries } = useStudio();
  const wanted = computed(() => JSON.stringify(question()));
  const asked = refDebounced(wanted, settleMs);
  const answer = useQuery(() => {
    const input = JSON.parse(asked.value) as TrainingQuestion | null;
    return input && queries.runs.estimateTime.queryOptions({ input, staleTime: Infinity });
  });
  const isLate = computed(() => asked.value !== wanted.value);
  return {
    time: computed(() => (isLate.value ? null : answer.data.value)),
    isMeasuring: computed(
      () => wanted.value !== 'null' && (isLate.value || (answer.data.value === null && answer.error.value === null)),
    ),
    error: answer.error,
  };
}

/** The epochs that fit into this time, at least one. */
export function epochsWithin(seconds: number, time: TrainingTimeRecord): number {
  const ofOne = (time.seconds * time.stepsPerEpoch) / Math.max(1, time.steps);
  return Math.max(1, Math.floor(seconds / ofOne));
}
