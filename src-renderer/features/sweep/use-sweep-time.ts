import { refDebounced } from '@vueuse/core';
import { computed, type ComputedRef } from 'vue';
import { useQuery } from '../../client/queries/use-query.ts';
import { useStudio } from '../../client/studio.ts';
import type { TrainingQuestion } from '../../domain/training/use-training-time.ts';

/** So many runs of a sweep are measured; the others are taken to be like them. */
const mostMeasured = 6;
const settleMs = 600;

interface SweepTime {
  /** The sum over all runs. Parameters are those of the largest network. */
  time: { seconds: number; steps: number; parameters: number };
  runs: number;
}

/** The time that the runs of a sweep take one after the other; no runs ask nothing. */
export function useSweepTime(runs: () => readonly TrainingQuestion[]): {
  total: ComputedRef<SweepTime | null>;
  isMeasuring: ComputedRef<boolean>;
  error: ComputedRef<unknown>;
} {
  const { client } = useStudio();
  const wanted = computed(() => JSON.stringify(runs()));
  const asked = refDebounced(wanted, settleMs);
  const answer = useQuery(() =>
    asked.value === '[]' ? null : { queryKey: ['sweep-time', asked.value], queryFn: () => measure(asked.value) },
  );

  /** A question that nobody asks any more by then is not measured to its end. */
  async function measure(question: string): Promise<SweepTime | null> {
    const all = JSON.parse(question) as TrainingQuestion[];
    const measured = evenlySpaced(all, mostMeasured);
    const sum = { seconds: 0, steps: 0, parameters: 0 };
    for (const each of measured) {
      if (question !== wanted.value) return null;
      const { seconds, steps, parameters } = await client.runs.estimateTime(each);
      sum.seconds += seconds;
      sum.steps += steps;
      sum.parameters = Math.max(sum.parameters, parameters);
    }
    const scale = all.length / measured.length;
    const time = { ...sum, seconds: sum.seconds * scale, steps: Math.round(sum.steps * scale) };
    return { time, runs: all.length };
  }

  const isLate = computed(() => asked.value !== wanted.value);
  return {
    total: computed(() => (isLate.value ? null : answer.data.value)),
    isMeasuring: computed(
      () => wanted.value !== '[]' && (isLate.value || (answer.data.value === null && answer.error.value === null)),
    ),
    error: answer.error,
  };
}

function evenlySpaced<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, n) => all[Math.round((n * (all.length - 1)) / (most - 1))] as T);
}
