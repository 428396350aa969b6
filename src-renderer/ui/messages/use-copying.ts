import { useClipboard } from '@vueuse/core';
import { showToast } from './toasts.ts';

/** Returns what puts a text on the clipboard and tells it by `notice`. Over plain HTTP, where scripts have no clipboard, it goes the older way. */
export function useCopying(notice: () => string): (text: string) => Promise<void> {
  const { copy } = useClipboard({ legacy: true });
  return async (text) => {
    await copy(text);
    showToast('done', notice());
  };
}
