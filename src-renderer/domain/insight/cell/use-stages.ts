import { useIntervalFn, usePreferredReducedMotion } from '@vueuse/core';
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';

/** So long that a sum can be followed. */
const stageMs = 900;

export interface StagePlayer {
  /** The number of stages that are done. All are, until the person goes back or plays them. */
  done: ComputedRef<number>;
  playing: Readonly<Ref<boolean>>;
  /** Plays from the beginning where all is done, and stops where it plays. Without motion all is done at once. */
  toggle(): void;
  /** Goes so many stages on, or back. */
  go(by: number): void;
}

/** Goes through `count` stages one after the other; `key` says what they belong to, and a new one shows them all. */
export function useStages(count: () => number, key: () => string): StagePlayer {
  const motion = usePreferredReducedMotion();
  const reached = ref<number | null>(null);
  const done = computed(() => Math.min(reached.value ?? count(), count()));
  const clock = useIntervalFn(() => go(1), stageMs, { immediate: false });

  function go(by: number): void {
    reached.value = Math.min(count(), Math.max(0, done.value + by));
    if (reached.value === count()) clock.pause();
  }

  watch(key, () => {
    if (!clock.isActive.value) reached.value = null;
  });

  return {
    done,
    playing: clock.isActive,
    toggle() {
      if (clock.isActive.value) return clock.pause();
      if (done.value === count()) reached.value = 0;
      if (motion.value === 'reduce') reached.value = count();
      else clock.resume();
    },
    go(by) {
      clock.pause();
      go(by);
    },
  };
}
