import { showProgress } from '../import-model.ts';
import { onInterruption } from '../interruption.ts';

interface Progress {
  type: 'progress';
  done: number;
  total: number;
}

/** Shows how far a check of a network is, until its result. Resolves with null where a person ends it. */
export async function followCheck<Update extends { type: string }>(
  name: string,
  check: (signal: AbortSignal) => Promise<AsyncIterable<Update | Progress>>,
): Promise<Exclude<Update, Progress> | null> {
  const cancellation = new AbortController();
  const stopListening = onInterruption(() => cancellation.abort());
  try {
    for await (const update of await check(cancellation.signal)) {
      if (!isProgress(update)) return update as Exclude<Update, Progress>;
      showProgress(`${name}: ${update.done} of ${update.total}`);
    }
  } catch (error) {
    if (!cancellation.signal.aborted) throw error;
  } finally {
    stopListening();
    showProgress('');
  }
  return null;
}

function isProgress<Update extends { type: string }>(update: Update | Progress): update is Progress {
  return update.type === 'progress';
}
