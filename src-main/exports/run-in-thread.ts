import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** A cancelled thread has this long to end what it has started. */
const graceMs = 500;

/** The task took longer than it may. */
export class ThreadTimeout extends Error {}

/** The one message of a thread. */
export type ThreadAnswer<Result> =
  { type: 'done'; result: Result } | { type: 'failed'; message: string; stack: string };

/**
 * Does a task, its `workerData`, in a thread of its own. Rejects with what went wrong there, with `ThreadTimeout`, and with the signal's
 * reason where it aborts; the thread has ended in any case.
 */
export async function runInThread<Result>(
  thread: 'export-thread' | 'import-thread',
  task: unknown,
  timeLimitMs: number,
  signal: AbortSignal,
): Promise<Result> {
  signal.throwIfAborted();
  // Beside this file: a source when run from sources, a bundle when built.
  const entry = new URL(`./${thread}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);
  const worker = new Worker(entry, { workerData: task, stdout: true, stderr: true });
  const limit = AbortSignal.timeout(timeLimitMs);
  const end = AbortSignal.any([signal, limit]);
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const giveUp = () =>
    reject(signal.aborted ? signal.reason : new ThreadTimeout(`It took longer than ${timeLimitMs / 1000} seconds.`));
  end.addEventListener('abort', giveUp, { once: true });
  worker.on('message', (answer: ThreadAnswer<Result>) => {
    if (answer.type === 'done') resolve(answer.result);
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
