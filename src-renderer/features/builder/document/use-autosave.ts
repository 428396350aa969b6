import { onScopeDispose, ref, watch, type Ref } from 'vue';
import type { ModelDocument } from '../../../../src-main/contract/model-records.ts';
import { useStudio } from '../../../client/studio.ts';
import type { Editor } from './editor.ts';
import { unsavedDocument } from './unsaved-document.ts';

export type SaveState = 'unchanged' | 'saving' | 'saved' | 'failed';

const quietMs = 500;

/** Hands every change of the document to the host once the person pauses; what fails is tried again when the connection is back. */
export function useAutosave(
  modelId: string,
  { edited, document }: Pick<Editor, 'edited' | 'document'>,
): { state: Readonly<Ref<SaveState>>; flush(): Promise<void> } {
  const { client, connection } = useStudio();
  const unsaved = unsavedDocument(modelId);
  const state = ref<SaveState>('unchanged');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: ModelDocument | null = unsaved.read() === null ? null : edited.value;
  let sending: Promise<void> = Promise.resolve();

  const send = async () => {
    const sent = waiting;
    if (sent === null) return;
    try {
      // With the sizes that the dataset has decided meanwhile.
      await client.models.save({ ...document.value, id: modelId });
    } catch {
      state.value = 'failed';
      return;
    }
    if (waiting !== sent) return;
    waiting = null;
    unsaved.clear();
    state.value = 'saved';
  };
  const flush = () => {
    clearTimeout(timer);
    return (sending = sending.then(send));
  };

  watch(edited, () => {
    waiting = edited.value;
    unsaved.write(waiting);
    state.value = 'saving';
    clearTimeout(timer);
    timer = setTimeout(flush, quietMs);
  });
  watch(connection.generation, flush, { immediate: true });
  onScopeDispose(() => void flush());
  return { state, flush };
}
