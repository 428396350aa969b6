import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadAnswer } from './run-in-thread.ts';

/** For a thread of `runInThread`: does its task, and tells what came of it, or what went wrong. */
export async function answerTask<Task, Result>(perform: (task: Task) => Promise<Result>): Promise<void> {
  let answer: ThreadAnswer<Result>;
  try {
    answer = { type: 'done', result: await perform(workerData as Task) };
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    answer = { type: 'failed', message, stack };
  }
  parentPort?.postMessage(answer);
}
