import { showProgress } from './import-model.ts';
import { onInterruption } from './interruption.ts';

/**
 * Reads the updates of some work until `read` returns its result; for the others it may show the progress. Resolves
 * with null where a person ends the work.
 */
export async function followStream<Update, Result>(
  begin: (signal: AbortSignal) => Promise<AsyncIterable<Update>>,
  read: (update: Update) => Result | undefined,
): Promise<Result | null> {
  const cancellation = new AbortController();
  const stopListening = onInterruption(() => cancellation.abort());
  try {
    for await (const update of await begin(cancellation.signal)) {
      const result = read(update);
      if (result !== undefined) return result;
    }
  } catch (error) {
    if (!cancellation.signal.aborted) throw error;
  } finally {
    stopListening();
    showProgress('');
  }
  return null;
}
