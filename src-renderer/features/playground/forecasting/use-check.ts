import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';

type Update<Result> = { type: 'progress'; done: number; total: number } | ({ type: string } & Result);

export interface Check<Result> {
  result: Readonly<ShallowRef<Result | null>>;
  /** 0 to 1 while it is under way; null otherwise. */
  progress: Readonly<Ref<number | null>>;
  error: Readonly<ShallowRef<unknown>>;
  /** Asks once for what `key` says now; nothing where that is known or under way. */
  start(): void;
}

interface CheckOptions<Input, Result> {
  /** Returns what is asked; null where it cannot be asked yet. Equal inputs have equal answers. */
  input: () => Input | null;
  ask(input: Input, signal: AbortSignal): Promise<AsyncIterable<Update<Result>>>;
}

/** A look at a forecaster that takes a while and tells its progress. What is asked anew takes the place of what was under way. */
export function useCheck<Input, Result extends object>({ input, ask }: CheckOptions<Input, Result>): Check<Result> {
  const result: ShallowRef<Result | null> = shallowRef(null);
  const progress = ref<number | null>(null);
  const error = shallowRef<unknown>(null);
  let underWay: AbortController | null = null;
  let asked = '';

  const isResult = (update: Update<Result>): update is { type: string } & Result => update.type !== 'progress';

  async function follow(wanted: Input, own: AbortController): Promise<void> {
    progress.value = 0;
    error.value = null;
    try {
      for await (const update of await ask(wanted, own.signal)) {
        if (underWay !== own) return;
        if (isResult(update)) result.value = update;
        else if ('total' in update) progress.value = update.done / Math.max(1, update.total);
      }
    } catch (cause) {
      if (underWay === own) error.value = cause;
    } finally {
      if (underWay === own) {
        progress.value = null;
        underWay = null;
      }
    }
  }

  function stop(): void {
    underWay?.abort();
    underWay = null;
    progress.value = null;
  }
  // An answer to something else would be taken for the present one's.
  watch(
    () => JSON.stringify(input()),
    () => {
      stop();
      asked = '';
      result.value = null;
      error.value = null;
    },
    { flush: 'sync' },
  );
  onScopeDispose(stop);

  return {
    result,
    progress,
    error,
    start() {
      const wanted = input();
      const key = JSON.stringify(wanted);
      if (wanted === null || (key === asked && error.value === null)) return;
      stop();
      asked = key;
      underWay = new AbortController();
      void follow(wanted, underWay);
    },
  };
}
