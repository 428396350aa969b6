import type { WeightsImportOptions } from '../../contract/weights-import-records.ts';
import type { StagedFile } from '../../datasets/import-staging.ts';
import { runInThread, ThreadTimeout } from '../run-in-thread.ts';
import type { ReadNetwork } from './read-network.ts';
import { refused } from './read-weights.ts';

const limitMs = 300_000;

export interface ReadTask {
  file: StagedFile;
  options: WeightsImportOptions;
}

/** `refusal`: why nothing can be made of the file; goes on after its name. */
export type ReadAnswer = { network: ReadNetwork } | { refusal: string };

/**
 * Reads weights in a thread of its own, so that neither their size nor what is wrong with them reaches the host. Throws
 * `model-file-refused`, and the signal's reason where it aborts.
 */
export async function readInThread(task: ReadTask, signal: AbortSignal): Promise<ReadNetwork> {
  try {
    const answer = await runInThread<ReadAnswer>('import-thread', task, limitMs, signal);
    if ('network' in answer) return answer.network;
    throw refused(task.file.path, answer.refusal);
  } catch (error) {
    if (error instanceof ThreadTimeout) throw refused(task.file.path, 'takes too long to read.');
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
      throw refused(task.file.path, 'needs more memory than there is.');
    throw error;
  }
}
