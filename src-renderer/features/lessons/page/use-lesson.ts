import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { LessonControl, LessonOutcome, LessonSettings } from '../../../../src-engine/spec/lesson-spec.ts';
import type { KeptLesson, LessonRecord, LessonState } from '../../../../src-main/contract/lesson-records.ts';
import { useStudio } from '../../../client/studio.ts';
import { language } from '../../../locales/language.ts';
import { useFailureToast } from '../../../locales/use-failure-toast.ts';
import { useRestartableAction } from '../../../ui/use-action.ts';
import type { LessonPage, PredictionValue } from '../lesson-page.ts';
import { answers, firstValue } from '../prediction/prediction-truth.ts';

export interface Lesson {
  /** How far the person has come; null before the prediction. */
  state: Readonly<Ref<LessonState | null>>;
  /** The answer that is being thought about, and the one that was given. */
  draft: ShallowRef<PredictionValue | null>;
  prediction: Readonly<ShallowRef<PredictionValue | null>>;
  settings: ShallowRef<LessonSettings>;
  /** The latest outcome, whole or so far, with the seed and settings that gave it. */
  shown: Readonly<ShallowRef<ShownRun | null>>;
  isRunning: Readonly<Ref<boolean>>;
  /** The share that is done, from 0 to 1. */
  done: Readonly<Ref<number>>;
  error: Readonly<ShallowRef<unknown>>;
  /** The outcome that is shown has the settings that the prediction was made for. */
  isUsual: ComputedRef<boolean>;
  /** Settings have been chosen that the outcome that is shown does not have. */
  isStale: ComputedRef<boolean>;
  /** The settings that the lesson begins with, in the present language. */
  usualSettings: ComputedRef<LessonSettings>;
  /** The settings with which the numbers of the lesson's words were measured. */
  measuredSettings: LessonSettings;
  commit(): Promise<void>;
  run(seed: number): Promise<void>;
  cancel(): void;
  finish(): Promise<void>;
  /** Forgets prediction and outcome. Returns what brings them back. */
  restart(): Promise<() => Promise<void>>;
}

interface ShownRun {
  settings: LessonSettings;
  seed: number;
  outcome: LessonOutcome;
  isWhole: boolean;
}

export const FIRST_SEED = 1;

/** A lesson as the person goes through it. The host keeps every step. */
export function useLesson(page: LessonPage, controls: LessonRecord['controls'], kept: KeptLesson | null): Lesson {
  const { client } = useStudio();
  const failed = useFailureToast();
  const measuredSettings = defaultSettings(controls);
  const usualSettings = computed(() => ({ ...measuredSettings, ...page.settingsIn?.[language.value] }));
  const keptPrediction = kept !== null && answers(page.prediction, kept.prediction) ? kept.prediction : null;
  const keptRun = keptPrediction === null ? null : (kept?.run ?? null);

  const state = ref(keptPrediction === null ? null : (kept?.state ?? null));
  const prediction = shallowRef(keptPrediction);
  const draft = shallowRef(keptPrediction ?? firstValue(page.prediction));
  const settings = shallowRef<LessonSettings>(
    keptRun === null ? usualSettings.value : keptSettings(controls, keptRun.settings),
  );
  const shown = shallowRef<ShownRun | null>(keptRun && { ...keptRun, isWhole: true });
  /** The last outcome that is whole. */
  let whole = shown.value;
  const done = ref(0);

  watch(usualSettings, (now, before) => {
    if (shown.value === null && sameSettings(settings.value, before)) settings.value = now;
  });

  async function keep(): Promise<void> {
    if (state.value === null || prediction.value === null) return;
    const run = whole && { settings: whole.settings, seed: whole.seed, outcome: whole.outcome };
    const record = { lesson: page.id, state: state.value, prediction: prediction.value, run };
    await client.lessons.keepProgress(record).catch(failed);
  }

  const experiment = useRestartableAction(async (signal, seed: number) => {
    const own = { settings: settings.value, seed };
    done.value = 0;
    const stream = await client.lessons.run({ lesson: page.id, ...own }, { signal });
    for await (const event of stream) {
      if (signal.aborted) return;
      shown.value = { ...own, outcome: event.outcome, isWhole: event.type === 'result' };
      done.value = event.type === 'result' ? 1 : event.done;
    }
    whole = shown.value;
    if (state.value === 'predicted') state.value = 'run';
    await keep();
  });

  async function restart(): Promise<() => Promise<void>> {
    experiment.cancel();
    experiment.error.value = null;
    const before = { state: state.value, prediction: prediction.value, settings: settings.value, whole };
    whole = null;
    shown.value = null;
    prediction.value = null;
    state.value = null;
    draft.value = firstValue(page.prediction);
    settings.value = usualSettings.value;
    await client.lessons.forget({ lesson: page.id }).catch(failed);
    return async () => {
      experiment.cancel();
      whole = before.whole;
      shown.value = whole;
      prediction.value = before.prediction;
      draft.value = before.prediction;
      state.value = before.state;
      settings.value = before.settings;
      await keep();
    };
  }

  return {
    state,
    draft,
    prediction,
    settings,
    shown,
    isRunning: experiment.isPending,
    done,
    error: experiment.error,
    isUsual: computed(() => sameSettings(shown.value?.settings ?? settings.value, usualSettings.value)),
    isStale: computed(
      () => shown.value !== null && !experiment.isPending.value && !sameSettings(shown.value.settings, settings.value),
    ),
    usualSettings,
    measuredSettings,
    async commit() {
      if (draft.value === null) return;
      prediction.value = draft.value;
      state.value = 'predicted';
      await keep();
    },
    async run(seed) {
      await experiment.run(seed);
      // The leavings of a failed run are no result.
      if (shown.value?.isWhole === false) shown.value = whole;
    },
    cancel() {
      experiment.cancel();
      shown.value = whole;
    },
    async finish() {
      state.value = 'done';
      await keep();
    },
    restart,
  };
}

const defaultSettings = (controls: LessonRecord['controls']): LessonSettings =>
  Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, control.default]));

/** The settings of an earlier run, as far as the controls, which may have changed since, still allow them. */
const keptSettings = (controls: LessonRecord['controls'], kept: LessonSettings): LessonSettings =>
  Object.fromEntries(
    Object.entries(controls).map(([name, control]) => {
      const value = kept[name];
      return [name, isAllowed(control, value) ? value : control.default];
    }),
  );

function isAllowed(control: LessonControl, value: number | string | undefined): value is number | string {
  return control.kind === 'number'
    ? typeof value === 'number' && value >= control.minimum && value <= control.maximum
    : typeof value === 'string' && control.choices.includes(value);
}

const sameSettings = (a: LessonSettings, b: LessonSettings): boolean =>
  Object.keys(b).every((name) => a[name] === b[name]);
