import { askThread, startThread } from './ask-thread.ts';
import type { ExportResults, ExportTask } from './export-tasks.ts';

/** Does a task of an export in a thread of its own. Rejects as `askThread` does; the thread has ended in any case. */
export async function performTask<T extends ExportTask>(
  task: T,
  timeLimitMs: number,
  signal: AbortSignal,
): Promise<ExportResults[T['type']]> {
  signal.throwIfAborted();
  const thread = startThread('export-thread');
  try {
    return await askThread(thread, task, timeLimitMs, signal);
  } finally {
    await thread.terminate();
  }
}
