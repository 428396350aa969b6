import { onScopeDispose, shallowRef } from 'vue';
import type { SelectedFile } from './selected-file.ts';

interface DropTaker {
  /** Says what becomes of files that are dropped. */
  hint: string;
  take(files: readonly SelectedFile[]): void;
}

/** The page that takes what is dropped into the window; null where files are imported as datasets. */
export const dropTaker = shallowRef<DropTaker | null>(null);

/** Takes dropped files for as long as the calling component lives. */
export function takeDrops(taker: DropTaker): void {
  dropTaker.value = taker;
  onScopeDispose(() => {
    if (dropTaker.value === taker) dropTaker.value = null;
  });
}
