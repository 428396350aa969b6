import { computed, shallowRef, watch } from 'vue';

type Kind = 'dataset' | 'model';

const queue = shallowRef<readonly Kind[]>([]);

/** Whose dialog is on the screen: of what is brought together, one is decided about after the other. */
export const importTurn = computed(() => queue.value[0] ?? null);

/** Whoever has something to decide about waits for a turn, and gives it back when there is nothing more. */
export function queueForTurn(kind: Kind, hasWork: () => boolean): void {
  watch(
    hasWork,
    (works) => (queue.value = works ? [...queue.value, kind] : queue.value.filter((each) => each !== kind)),
    { flush: 'sync' },
  );
}
