import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ExportAnswer, ExportResults, ExportTask } from './export-tasks.ts';

/** A cancelled thread has this long to end what it has started. */
const graceMs = 500;

/** The task took longer than it may. */
export class TaskTimeout extends Error {}

/**
 * Does a task in a thread of its own. Rejects with what went wrong there, with `TaskTimeout`, and with the signal's reason where it
 * aborts; the thread has ended in any case.
 */
export async function performTask<T extends ExportTask>(
  task: T,
  timeLimitMs: number,
  signal: AbortSignal,
): Promise<ExportResults[T['type']]> {
  signal.throwIfAborted();
  // Beside this file: a source when run from sources, a bundle when built.
  const entry = new URL(import.meta.url.endsWith('.ts') ? './export-thread.ts' : './export-thread.js', import.meta.url);
  const worker = new Worker(entry, { workerData: task, stdout: true, stderr: true });
  const limit = AbortSignal.timeout(timeLimitMs);
  const end = AbortSignal.any([signal, limit]);
  const { promise, resolve, reject } = Promise.withResolvers<ExportResults[T['type']]>();
  const giveUp = () =>
    reject(signal.aborted ? signal.reason : new TaskTimeout(`It took longer than ${timeLimitMs / 1000} seconds.`));
  end.addEventListener('abort', giveUp, { once: true });
  worker.on('message', (answer: ExportAnswer) => {
    if (answer.type === 'done') resolve(answer.result as ExportResults[T['type']]);
    else reject(Object.assign(new Error(answer.message), { stack: answer.stack }));
  });
  worker.on('error', reject);
  worker.on('exit', (code) => reject(new Error(`The thread ended without an answer (${code}).`)));
  try {
    return await promise;
  } finally {
    end.removeEventListener('abort', giveUp);
    if (end.aborted) {
      worker.postMessage('cancel');
      await Promise.race([new Promise((ended) => worker.once('exit', ended)), setTimeout(graceMs)]);
    }
    await worker.terminate();
  }
}
