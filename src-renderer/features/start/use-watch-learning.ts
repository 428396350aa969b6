import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { useStudio } from '../../client/studio.ts';
import { language, type Language } from '../../locales/language.ts';
import { useLocale } from '../../locales/use-locale.ts';

/** The sample in each language from which a small network learns to write within a minute. */
const samples = { en: 'moby-dick', ja: 'japanese-sentences' } as const satisfies Record<Language, string>;
const seconds = 60;

type WatchStage = 'preparing' | 'measuring' | 'starting';

interface WatchLearning {
  /** The name of the text in the person's language. */
  text: ComputedRef<string>;
  /** The stage that is under way; null while none is. */
  stage: Ref<WatchStage | null>;
  failure: Readonly<ShallowRef<unknown>>;
  begin(): Promise<void>;
}

/** Trains a network on a text in the person's language for a minute, as the recipes choose, and goes to its dashboard. */
export function useWatchLearning(): WatchLearning {
  const { client, runList } = useStudio();
  const { t } = useLocale();
  const router = useRouter();
  const stage = ref<WatchStage | null>(null);
  const failure = shallowRef<unknown>(null);
  const sampleId = computed(() => samples[language.value]);
  const text = computed(() => t(`sampleNames.${sampleId.value}`));

  async function begin(): Promise<void> {
    if (stage.value !== null) return;
    failure.value = null;
    try {
      stage.value = 'preparing';
      const { id: datasetId } = await client.datasets.importSample({ sampleId: sampleId.value, name: text.value });
      stage.value = 'measuring';
      const chosen = await client.runs.recommend({ datasetId, budget: { kind: 'time', seconds } });
      stage.value = 'starting';
      const { tokenizer, model, training } = chosen;
      const name = t('start.watch.runName', { text: text.value });
      const run = await client.runs.start({ datasetId, name, tokenizer, model, train: training });
      runList.put(run);
      await router.push({ name: 'run', params: { runId: run.id } });
    } catch (cause) {
      failure.value = cause;
    } finally {
      stage.value = null;
    }
  }

  return { text, stage, failure, begin };
}
