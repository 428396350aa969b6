import { parentPort } from 'node:worker_threads';
import type { ThreadAnswer, ThreadMessage } from './ask-thread.ts';

/** For a thread of `startThread`: does the tasks that it is asked for, and tells what came of each, or what went wrong. */
export function answerTasks<Task, Result>(perform: (task: Task, signal: AbortSignal) => Promise<Result>): void {
  const cancellation = new AbortController();
  parentPort?.on('message', async (message: ThreadMessage<Task>) => {
    if (message.type === 'cancel') return cancellation.abort();
    let answer: ThreadAnswer<Result>;
    try {
      answer = { type: 'done', result: await perform(message.task, cancellation.signal) };
    } catch (error) {
      const {
        message: what,
        stack = '',
        code,
      }: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error));
      answer = { type: 'failed', message: what, stack, code };
    }
    parentPort?.postMessage(answer);
  });
}
