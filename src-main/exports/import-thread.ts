/** A thread that reads one weights file, and ends: that takes time, memory, and other people's code. */
import { StudioError } from '../contract/errors.ts';
import { answerTask } from './answer-task.ts';
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

await answerTask(read);
