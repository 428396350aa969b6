import type { ExportResults, ExportTask } from './export-tasks.ts';
import { runInThread } from './run-in-thread.ts';

/** Does a task of an export in a thread of its own. Rejects as `runInThread` does. */
export function performTask<T extends ExportTask>(
  task: T,
  timeLimitMs: number,
  signal: AbortSignal,
): Promise<ExportResults[T['type']]> {
  return runInThread('export-thread', task, timeLimitMs, signal);
}
