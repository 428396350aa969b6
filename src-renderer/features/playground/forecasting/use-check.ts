import { computed, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { useRestartableAction } from '../../../ui/use-action.ts';

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
  const share = ref(0);
  let asked = '';

  const isResult = (update: Update<Result>): update is { type: string } & Result => update.type !== 'progress';

  const following = useRestartableAction(async (signal, wanted: Input) => {
    share.value = 0;
    for await (const update of await ask(wanted, signal)) {
      if (signal.aborted) return;
      if (isResult(update)) result.value = update;
      else if ('total' in update) share.value = update.done / Math.max(1, update.total);
    }
  });
  // An answer to something else would be taken for the present one's.
  watch(
    () => JSON.stringify(input()),
    () => {
      following.cancel();
      asked = '';
      result.value = null;
      following.error.value = null;
    },
    { flush: 'sync' },
  );

  return {
    result,
    progress: computed(() => (following.isPending.value ? share.value : null)),
    error: following.error,
    start() {
      const wanted = input();
      const key = JSON.stringify(wanted);
      if (wanted === null || (key === asked && following.error.value === null)) return;
      asked = key;
      void following.run(wanted);
    },
  };
}
