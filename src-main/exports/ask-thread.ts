import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** A cancelled thread has this long to end what it has started. */
const graceMs = 500;

export type ThreadName = 'export-thread' | 'import-thread';

/** The task took longer than it may. */
export class ThreadTimeout extends Error {}

/** What a thread is told: a task, or to give up the one that it has. */
export type ThreadMessage<Task> = { type: 'task'; task: Task } | { type: 'cancel' };

/** What it says of a task. `code`: by which a full disk is told from a defect. */
export type ThreadAnswer<Result> =
  { type: 'done'; result: Result } | { type: 'failed'; message: string; stack: string; code: string | undefined };

export function startThread(thread: ThreadName): Worker {
  // Beside this file: a source when run from sources, a bundle when built.
  const entry = new URL(`./${thread}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);
  // Who has asked it something hears of an error too; where nobody has, the thread just ends.
  return new Worker(entry, { stdout: true, stderr: true }).on('error', () => undefined);
}

/**
 * Has a thread that has nothing else to do do a task. Rejects with what went wrong there, with `ThreadTimeout`, and with the signal's
 * reason where it aborts; then nobody knows what the thread is at, and it has to be ended.
 */
export async function askThread<Result>(
  worker: Worker,
  task: unknown,
  timeLimitMs: number,
  signal: AbortSignal,
): Promise<Result> {
  const limit = AbortSignal.timeout(timeLimitMs);
  const end = AbortSignal.any([signal, limit]);
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const onAbort = () =>
    reject(signal.aborted ? signal.reason : new ThreadTimeout(`It took longer than ${timeLimitMs / 1000} seconds.`));
  const onMessage = (answer: ThreadAnswer<Result>) => {
    if (answer.type === 'done') resolve(answer.result);
    else reject(Object.assign(new Error(answer.message), { stack: answer.stack, code: answer.code }));
  };
  const onExit = (code: number) => reject(new Error(`The thread ended without an answer (${code}).`));
  end.addEventListener('abort', onAbort, { once: true });
  worker.on('message', onMessage).on('error', reject).on('exit', onExit);
  try {
    worker.postMessage({ type: 'task', task } satisfies ThreadMessage<unknown>);
    return await promise;
  } finally {
    end.removeEventListener('abort', onAbort);
    worker.off('message', onMessage).off('error', reject).off('exit', onExit);
    if (end.aborted) {
      worker.postMessage({ type: 'cancel' } satisfies ThreadMessage<unknown>);
      await Promise.race([new Promise((ended) => worker.once('exit', ended)), setTimeout(graceMs)]);
    }
  }
}
