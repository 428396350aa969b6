import { useStorage } from '@vueuse/core';
import type { Ref } from 'vue';

/**
 * A value that outlives the page, under `key` of a storage. Storages that are full or forbidden are as good as forgetful ones:
 * the value is then remembered for this page only.
 */
export function remembered<T>(
  key: string,
  initial: T,
  accepts: (value: unknown) => value is T,
  storage = () => localStorage,
): Ref<T> {
  return useStorage<T>(`kioku.${key}`, initial, permitted(storage), {
    serializer: {
      read(text) {
        const value: unknown = JSON.parse(text);
        return accepts(value) ? value : initial;
      },
      write: (value) => JSON.stringify(value),
    },
    shallow: true,
    flush: 'sync',
    writeDefaults: false,
    // Another window may show something else.
    listenToStorageChanges: false,
    onError: () => undefined,
  });
}

/** A browser may forbid even to look at a storage. */
function permitted(storage: () => Storage): Storage | undefined {
  try {
    return storage();
  } catch {
    return undefined;
  }
}

export const oneOf =
  <T extends string>(values: readonly T[]) =>
  (value: unknown): value is T =>
    values.some((other) => other === value);

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
export const isBooleanOrNull = (value: unknown): value is boolean | null =>
  value === null || typeof value === 'boolean';
