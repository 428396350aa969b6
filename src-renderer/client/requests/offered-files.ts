import { shallowRef } from 'vue';

/** Files that were chosen on some page and wait to be looked at, as dropped ones are. */
export const offeredFiles = shallowRef<readonly File[]>([]);

export function offerFiles(files: Iterable<File>): void {
  offeredFiles.value = [...offeredFiles.value, ...files];
}
