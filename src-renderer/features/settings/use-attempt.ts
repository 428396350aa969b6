import { shallowRef, type ShallowRef } from 'vue';

interface Attempt<Args extends unknown[]> {
  /** Never rejects. */
  attempt(...args: Args): Promise<void>;
  /** The reason for which the last attempt to end has failed; null where it has not. */
  failure: ShallowRef<unknown>;
}

/** Makes changes as often as a person asks for them, also while an earlier one is still under way, unlike the action of a button. */
export function useAttempt<Args extends unknown[]>(change: (...args: Args) => Promise<void>): Attempt<Args> {
  const failure = shallowRef<unknown>(null);
  async function attempt(...args: Args): Promise<void> {
    try {
      await change(...args);
      failure.value = null;
    } catch (cause) {
      failure.value = cause;
    }
  }
  return { attempt, failure };
}
