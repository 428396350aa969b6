import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { useStudio } from '../studio.ts';

export interface Question<T> {
  /** Answers to questions of the same key are the same, unless it is live. */
  key: string;
  /** The network still learns, so that the question is asked again and again. */
  live: boolean;
  ask(signal: AbortSignal): Promise<T>;
}

export interface Look<T> {
  /** To the present question, or to an earlier one until that has its answer. */
  answer: Readonly<ShallowRef<T | null>>;
  /** The answer is to an earlier question. */
  isOutdated: ComputedRef<boolean>;
  error: Readonly<ShallowRef<unknown>>;
  busy: Readonly<Ref<boolean>>;
}

/** Between two looks of one panel; the engine lets all of them together take only a small share of the training's time. */
const pauseMs = 500;
const mostKept = 24;

/**
 * Asks what `question` says, whenever it says something else; null asks nothing. There is never more than one call at a time: what
 * was scrubbed past meanwhile is not asked. Live questions are repeated while the window is seen.
 */
export function useLook<T>(question: () => Question<T> | null): Look<T> {
  const { connection } = useStudio();
  const answer = shallowRef<T | null>(null);
  const answeredKey = ref<string | null>(null);
  const error = shallowRef<unknown>(null);
  const busy = ref(false);
  const kept = new Map<string, T>();
  const closed = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(key: string, value: T): void {
    answer.value = value;
    answeredKey.value = key;
    error.value = null;
  }

  const keep = (key: string, value: T) => {
    kept.set(key, value);
    const [oldest] = kept.keys();
    if (kept.size > mostKept) kept.delete(oldest);
  };

  async function next(): Promise<void> {
    clearTimeout(timer);
    const present = question();
    if (present === null || busy.value || closed.signal.aborted) return;
    const known = present.live ? undefined : kept.get(present.key);
    if (known !== undefined) {
      show(present.key, known);
      return;
    }
    if (present.live && document.visibilityState !== 'visible') {
      timer = setTimeout(next, pauseMs);
      return;
    }
    busy.value = true;
    try {
      const value = await present.ask(closed.signal);
      if (!present.live) keep(present.key, value);
      if (question()?.key === present.key) show(present.key, value);
    } catch (cause) {
      if (question()?.key === present.key && !closed.signal.aborted) error.value = cause;
    } finally {
      busy.value = false;
    }
    const following = question();
    if (following !== null && following.key !== present.key) void next();
    else if (following?.live) timer = setTimeout(next, pauseMs);
  }

  watch([() => question()?.key, connection.generation], next, { immediate: true });
  onScopeDispose(() => {
    closed.abort();
    clearTimeout(timer);
  });
  const isOutdated = computed(() => answer.value !== null && question()?.key !== answeredKey.value);
  return { answer, isOutdated, error, busy };
}
