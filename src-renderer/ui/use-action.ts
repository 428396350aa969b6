import { onScopeDispose, readonly, ref, shallowRef, type Ref, type ShallowRef } from 'vue';

export interface Action<Args extends unknown[], Result> {
  /** Does nothing while it is pending. Resolves with the result, or with undefined where it has failed or was not begun. */
  run(...args: Args): Promise<Result | undefined>;
  isPending: Readonly<Ref<boolean>>;
  /** The arguments of the run that is pending; null while none is. */
  pending: Readonly<ShallowRef<Args | null>>;
  /** The reason for which the last run has failed; null while one is pending, and after one that has not. */
  error: ShallowRef<unknown>;
}

/** The action of a button: `work` once at a time. A failure goes to `onError` where that is given, and else stays in `error`. */
export function useAction<Args extends unknown[], Result>(
  work: (...args: Args) => Promise<Result>,
  onError?: (error: unknown) => void,
): Action<Args, Result> {
  const isPending = ref(false);
  const pending: ShallowRef<Args | null> = shallowRef(null);
  const error = shallowRef<unknown>(null);

  async function run(...args: Args): Promise<Result | undefined> {
    if (isPending.value) return undefined;
    isPending.value = true;
    pending.value = args;
    error.value = null;
    try {
      return await work(...args);
    } catch (cause) {
      if (onError === undefined) error.value = cause;
      else onError(cause);
      return undefined;
    } finally {
      isPending.value = false;
      pending.value = null;
    }
  }
  return { run, isPending: readonly(isPending), pending, error };
}

export interface RestartableAction<Args extends unknown[], Result> {
  /** Cancels the run before. Resolves with the result, or with undefined where it has failed or was cancelled. */
  run(...args: Args): Promise<Result | undefined>;
  /** Asks the run to end early. Its result, and what `work` still does, count until then. */
  stop(): void;
  /** Ends the run at once, which is not heard of any more. */
  cancel(): void;
  /** Tells whether the run that was given this signal has been neither cancelled nor begun anew. */
  isCurrent(signal: AbortSignal): boolean;
  isPending: Readonly<Ref<boolean>>;
  /** The reason for which the last run has failed; null while one is pending, and after one that has not. */
  error: ShallowRef<unknown>;
}

/**
 * An action whose newest run alone counts. `work` is told by the signal that it is stopped or cancelled; with the component it is
 * cancelled.
 */
export function useRestartableAction<Args extends unknown[], Result>(
  work: (signal: AbortSignal, ...args: Args) => Promise<Result>,
): RestartableAction<Args, Result> {
  const isPending = ref(false);
  const error = shallowRef<unknown>(null);
  let current: AbortController | null = null;

  function cancel(): void {
    current?.abort();
    current = null;
    isPending.value = false;
  }

  async function run(...args: Args): Promise<Result | undefined> {
    cancel();
    const own = new AbortController();
    current = own;
    isPending.value = true;
    error.value = null;
    try {
      const result = await work(own.signal, ...args);
      return own.signal.aborted ? undefined : result;
    } catch (cause) {
      if (!own.signal.aborted) error.value = cause;
      return undefined;
    } finally {
      if (current === own) {
        current = null;
        isPending.value = false;
      }
    }
  }

  onScopeDispose(cancel);
  return {
    run,
    stop: () => current?.abort(),
    cancel,
    isCurrent: (signal) => current?.signal === signal,
    isPending: readonly(isPending),
    error,
  };
}
