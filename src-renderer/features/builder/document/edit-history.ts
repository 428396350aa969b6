import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';

/** States of something that is edited, each a value that never changes. */
export interface EditHistory<T> {
  readonly present: Readonly<ShallowRef<T>>;
  readonly canUndo: ComputedRef<boolean>;
  readonly canRedo: ComputedRef<boolean>;
  /**
   * Goes on to another state. Changes with the same `burst` in quick succession, such as the keystrokes in one field, are
   * undone together; null is always a change of its own.
   */
  commit(next: T, burst: string | null): void;
  /** Replaces the present state without a step to undo, for what is no edit: where the person looks. */
  adjust(next: T): void;
  undo(): void;
  redo(): void;
}

const longestHistory = 500;
const burstMs = 1000;

export function createEditHistory<T>(initial: T, now = () => performance.now()): EditHistory<T> {
  const past = shallowRef<readonly T[]>([]);
  const future = shallowRef<readonly T[]>([]);
  const present = shallowRef(initial);
  let last: { burst: string; at: number } | null = null;

  const step = (from: typeof past, to: typeof past) => {
    const state = from.value.at(-1);
    if (state === undefined) return;
    from.value = from.value.slice(0, -1);
    to.value = [...to.value, present.value];
    present.value = state;
    last = null;
  };

  return {
    present,
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    commit(next, burst) {
      const at = now();
      const continues = last !== null && last.burst === burst && at - last.at < burstMs;
      if (!continues) past.value = [...past.value, present.value].slice(-longestHistory);
      future.value = [];
      present.value = next;
      last = burst === null ? null : { burst, at };
    },
    adjust(next) {
      present.value = next;
    },
    undo: () => step(past, future),
    redo: () => step(future, past),
  };
}
