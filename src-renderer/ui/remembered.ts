import { customRef, type Ref } from 'vue';

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
  const name = `kioku.${key}`;
  let current = read(storage, name, accepts) ?? initial;
  return customRef((track, trigger) => ({
    get() {
      track();
      return current;
    },
    set(value) {
      current = value;
      try {
        storage().setItem(name, JSON.stringify(value));
      } catch {
        // See above.
      }
      trigger();
    },
  }));
}

function read<T>(storage: () => Storage, name: string, accepts: (value: unknown) => value is T): T | undefined {
  try {
    const text = storage().getItem(name);
    const value: unknown = text === null ? undefined : JSON.parse(text);
    return accepts(value) ? value : undefined;
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
