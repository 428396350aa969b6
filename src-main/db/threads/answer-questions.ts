import { parentPort, workerData } from 'node:worker_threads';
import { StudioError } from '../../contract/errors.ts';
import { describeQuery } from '../handles/watch-statements.ts';
import type { Question, Tasks, ThreadData, ThreadFailure, ThreadMessage } from './thread-tasks.ts';

/** A task of a thread. Byte arrays in an answer that are listed in `transfer` are handed over. */
export type Perform<T extends Tasks<T>> = {
  [K in keyof T]: (asked: T[K]['asked'], transfer: ArrayBuffer[]) => T[K]['answer'] | Promise<T[K]['answer']>;
};

/** Answers what a DatabaseThread asks, until it says that it closes: then `close` runs, and the thread ends. */
export function answerQuestions<T extends Tasks<T>>(perform: Perform<T>, close: () => Promise<void> | void): void {
  const port = parentPort;
  if (port === null) throw new Error('This program is a thread of Kioku Studio and is started by it.');
  const post = (message: ThreadMessage, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  port.on('message', async (question: Question | null) => {
    if (question === null) {
      await close();
      return port.close();
    }
    const { id, task, asked } = question;
    try {
      const transfer: ArrayBuffer[] = [];
      const answer = await perform[task as keyof T](asked as never, transfer);
      post({ type: 'answer', id, answer }, transfer);
    } catch (error) {
      post({ type: 'failed', id, failure: failureOf(error) });
    }
  });
}

export const threadData = workerData as ThreadData;

export const tellOfSlowQuery = (sql: string, elapsedMs: number): void =>
  parentPort?.postMessage({ type: 'slow-query', sql: describeQuery(sql), elapsedMs } satisfies ThreadMessage);

function failureOf(error: unknown): ThreadFailure {
  if (error instanceof StudioError) {
    return { studio: { code: error.code, message: error.message, details: error.details } };
  }
  const known: Error & { code?: string } = error instanceof Error ? error : new Error(String(error));
  return { message: known.message, stack: known.stack ?? '', storage: known.code };
}
