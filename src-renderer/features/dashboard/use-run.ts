import { markRaw, onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { ValidationForecastRecord } from '../../../src-main/contract/forecasting/forecast-records.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { followRun } from '../../client/runs/follow-run.ts';
import { useStudio } from '../../client/studio.ts';
import { addMetrics, createRunMetrics, type RunMetrics } from '../../domain/training/run-metrics.ts';

const maxPoints = 20_000;

export interface FollowedRun {
  run: Readonly<ShallowRef<RunRecord | null>>;
  metrics: RunMetrics;
  /** The last forecast of the validation part in training; null until an epoch has ended while this window watched. */
  forecast: Readonly<ShallowRef<ValidationForecastRecord | null>>;
  /** Grows with every change to `metrics`. */
  revision: Readonly<Ref<number>>;
  /** The host has more steps than `metrics`. */
  isThinned(): boolean;
  gone: Readonly<Ref<boolean>>;
  error: Readonly<ShallowRef<unknown>>;
  /** Takes over what a call has just said about the run. */
  put(run: RunRecord): void;
  /** After an error. */
  retry(): void;
}

/** A run, live or over, for as long as the calling component lives. */
export function useRun(runId: string): FollowedRun {
  const { connection, runList } = useStudio();
  const run = shallowRef(runList.runs.value?.find((known) => known.id === runId) ?? null);
  const metrics = markRaw(createRunMetrics());
  const forecast = shallowRef<ValidationForecastRecord | null>(null);
  const revision = ref(0);
  const gone = ref(false);
  const error = shallowRef<unknown>(null);

  const put = (record: RunRecord) => {
    run.value = record;
    runList.put(record);
  };

  const follow = () =>
    followRun(connection, runId, maxPoints, {
      onRun: put,
      onMetrics(update) {
        addMetrics(metrics, update);
        revision.value += 1;
      },
      onForecast: (told) => (forecast.value = told),
      onGone() {
        gone.value = true;
        runList.remove(runId);
      },
      onError: (cause) => (error.value = cause),
    });

  let unfollow = follow();
  // One that was deleted may be had back, here or in another window.
  watch(
    () => gone.value && (runList.runs.value?.some(({ id }) => id === runId) ?? false),
    (isBack) => {
      if (!isBack) return;
      gone.value = false;
      unfollow();
      unfollow = follow();
    },
  );
  onScopeDispose(() => unfollow());
  return {
    run,
    metrics,
    forecast,
    revision,
    isThinned: () => {
      const steps = metrics.steps.column('step');
      return steps.length > 0 && steps[steps.length - 1] - steps[0] + 1 > steps.length;
    },
    gone,
    error,
    put,
    retry() {
      unfollow();
      error.value = null;
      unfollow = follow();
    },
  };
}
