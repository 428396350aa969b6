/** A thread that reads one weights file, and ends: that takes time, memory, and other people's code. */
import { parentPort, workerData } from 'node:worker_threads';
import { StudioError } from '../contract/errors.ts';
import type { ThreadAnswer } from './run-in-thread.ts';
import type { ReadAnswer, ReadTask } from './weights/read-in-thread.ts';
import { readNetwork } from './weights/read-network.ts';

async function read({ file, options }: ReadTask): Promise<ReadAnswer> {
  try {
    return { network: await readNetwork(file, options) };
  } catch (error) {
    if (error instanceof StudioError) return { refusal: String(error.details['reason'] ?? error.message) };
    throw error;
  }
}

let answer: ThreadAnswer<ReadAnswer>;
try {
  answer = { type: 'done', result: await read(workerData as ReadTask) };
} catch (error) {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  answer = { type: 'failed', message, stack };
}
parentPort?.postMessage(answer);
