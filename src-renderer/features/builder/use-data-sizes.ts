import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import { useStudio } from '../../client/studio.ts';
import type { Editor } from './document/editor.ts';

/** A pause in typing a tokenizer's numbers, before a whole text is cut into tokens for them. */
const quietMs = 400;

/** Keeps the sizes that the chosen dataset decides up to date in the editor. */
export function useDataSizes({ edited, sizes }: Pick<Editor, 'edited' | 'sizes'>): {
  measuring: Readonly<ShallowRef<boolean>>;
  error: Readonly<ShallowRef<unknown>>;
} {
  const { client, connection } = useStudio();
  const measuring = shallowRef(false);
  const error = shallowRef<unknown>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;

  const measure = async (datasetId: string) => {
    const call = ++latest;
    measuring.value = true;
    error.value = null;
    try {
      const { tokenizer, model } = edited.value;
      const answer = await client.models.dataSizes({ datasetId, tokenizer, task: model.task });
      if (call === latest) sizes.value = answer;
    } catch (cause) {
      if (call === latest) error.value = cause;
    } finally {
      if (call === latest) measuring.value = false;
    }
  };

  watch(
    [
      () => edited.value.datasetId,
      () => JSON.stringify([edited.value.tokenizer, edited.value.model.task]),
      connection.generation,
    ],
    ([datasetId, tokenizer], [, before]) => {
      clearTimeout(timer);
      latest += 1;
      measuring.value = false;
      if (datasetId === null) {
        sizes.value = null;
        error.value = null;
      } else if (before === undefined || before === tokenizer) {
        void measure(datasetId);
      } else {
        measuring.value = true;
        timer = setTimeout(() => void measure(datasetId), quietMs);
      }
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    latest = -1;
  });
  return { measuring, error };
}
