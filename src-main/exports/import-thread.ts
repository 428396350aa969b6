/** A thread that reads weights files, one after the other: that takes time, memory, and other people's code. */
import { StudioError } from '../contract/errors.ts';
import { answerTasks } from './answer-tasks.ts';
import type { ReadAnswer, ReadTask } from './weights/weights-reader.ts';
import { readNetwork } from './weights/read-network.ts';

answerTasks(async ({ file, options }: ReadTask): Promise<ReadAnswer> => {
  try {
    return { network: await readNetwork(file, options) };
  } catch (error) {
    if (error instanceof StudioError) {
      return { refusal: { code: error.code, message: error.message, details: error.details } };
    }
    throw error;
  }
});
