import { Pulse } from './pulse.ts';

interface StreamedWork<Update> {
  /**
   * Resolves with the last update, or with null where it was cancelled. Calls `hasMore` when there is something to
   * take.
   */
  work: (cancelled: AbortSignal, hasMore: () => void) => Promise<Update | null>;
  /** Returns the updates since the previous call, or null where there are none. */
  take: () => Update | null;
}

/**
 * Yields the updates of a task so far, at most 20 times a second, and then its last update. Leaving the stream cancels
 * the task.
 */
export async function* streamUpdates<Update>(
  signal: AbortSignal | undefined,
  { work, take }: StreamedWork<Update>,
): AsyncGenerator<Update, void, void> {
  const cancellation = new AbortController();
  const pulse = new Pulse(signal);
  const working = work(cancellation.signal, () => pulse.beat());
  working.then(
    () => pulse.end(),
    (error: unknown) => pulse.end(error),
  );
  try {
    while (await pulse.next()) {
      const update = take();
      if (update !== null) yield update;
    }
    if (signal?.aborted) return;
    for (const update of [take(), await working]) if (update !== null) yield update;
  } finally {
    cancellation.abort();
  }
}
