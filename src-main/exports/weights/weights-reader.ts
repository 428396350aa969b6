import type { Worker } from 'node:worker_threads';
import type { WeightsImportOptions } from '../../contract/weights-import-records.ts';
import { StudioError, type RelayedError } from '../../contract/errors.ts';
import type { StagedFile } from '../../datasets/imports/import-staging.ts';
import { askThread, startThread, ThreadTimeout } from '../ask-thread.ts';
import type { ReadNetwork } from './read-network.ts';
import { isKerasFile } from './read-weights.ts';

const limitMs = 300_000;
/** While a person decides about a file, it is read again with each choice. */
const idleMs = 20_000;

export interface ReadTask {
  file: StagedFile;
  options: WeightsImportOptions;
}

export type ReadAnswer = { network: ReadNetwork } | { refusal: RelayedError };

/** A thread that waits, and the file that it may read; null: any. */
interface IdleThread {
  worker: Worker;
  only: string | null;
  timer: NodeJS.Timeout;
}

/**
 * Reads weights in a thread beside the host, so that neither their size nor what is wrong with them reaches it. The thread stays for the
 * next file for a while, since it takes longer to start than most files to read; not where something has gone wrong, and one in which
 * the HDF5 library has been is not used for another file, as nobody knows in what state a damaged one leaves it.
 */
export class WeightsReader {
  #idle: IdleThread | null = null;

  /** Throws `model-file-refused` and `keras-weights-alone`, and the signal's reason where it aborts. */
  async read(task: ReadTask, signal: AbortSignal): Promise<ReadNetwork> {
    const answer = await this.#ask(task, signal);
    if ('network' in answer) return answer.network;
    throw StudioError.relayed(answer.refusal);
  }

  close(): void {
    this.#endIdle();
  }

  async #ask(task: ReadTask, signal: AbortSignal): Promise<ReadAnswer> {
    signal.throwIfAborted();
    const only = isKerasFile(task.file.path) ? task.file.file : null;
    const worker = this.#takeIdle(only) ?? this.#start();
    let answer: ReadAnswer | null = null;
    try {
      return (answer = await askThread<ReadAnswer>(worker, task, limitMs, signal));
    } catch (error) {
      const name = task.file.path;
      if (error instanceof ThreadTimeout) {
        throw new StudioError('model-file-refused', `${name} takes too long to read. Nothing was imported.`, {
          reason: 'takes-too-long',
          name,
        });
      }
      if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        throw new StudioError('model-file-refused', `${name} needs more memory than there is. Nothing was imported.`, {
          reason: 'lacks-memory',
          name,
        });
      }
      throw error;
    } finally {
      if (answer === null || signal.aborted) await worker.terminate();
      else this.#keep(worker, only);
    }
  }

  #start(): Worker {
    const worker = startThread('import-thread');
    return worker.once('exit', () => {
      if (this.#idle?.worker === worker) this.#idle = null;
    });
  }

  #takeIdle(only: string | null): Worker | null {
    const idle = this.#idle;
    if (idle === null || idle.only !== only) return null;
    clearTimeout(idle.timer);
    this.#idle = null;
    idle.worker.ref();
    return idle.worker;
  }

  #keep(worker: Worker, only: string | null): void {
    this.#endIdle();
    worker.unref();
    const timer = setTimeout(() => this.#endIdle(), idleMs).unref();
    this.#idle = { worker, only, timer };
  }

  #endIdle(): void {
    if (this.#idle === null) return;
    clearTimeout(this.#idle.timer);
    void this.#idle.worker.terminate();
    this.#idle = null;
  }
}
