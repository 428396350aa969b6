import { computed, type ComputedRef } from 'vue';

/**
 * An object that stays the same one for as long as its fields do: whoever is given it is not drawn anew because something that they
 * were made from, and do not tell, has changed.
 */
export function steady<T extends object>(read: () => T): ComputedRef<T> {
  return computed<T>((known) => {
    const next = read();
    if (known === undefined) return next;
    const names = Object.keys(next) as (keyof T)[];
    return names.every((name) => Object.is(known[name], next[name])) ? known : next;
  });
}
