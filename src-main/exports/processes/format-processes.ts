import { isKerasFile } from '../../contract/model-file-endings.ts';
import { StudioError } from '../../contract/errors.ts';
import { FormatProcess, type Conversation } from './format-process.ts';
import type { FormatResults, FormatTask, SpawnFormatProcess } from './format-task.ts';
import { taskLimits, type TaskLimits } from './task-limits.ts';

/** While a person decides about a file, it is read again with each choice. */
const idleMs = 20_000;
/** A process that holds more after its task is not kept. */
const mostIdleBytes = 512 * 2 ** 20;

/** A process that waits, and the file that it may read; null for any. */
interface IdleProcess {
  process: FormatProcess;
  only: string | null;
  timer: NodeJS.Timeout;
}

/**
 * Performs tasks in processes beside the host, so that neither the size of a file nor what is wrong with it reaches the one that owns
 * the data. At most one process stays for the next task, and for a while only, since it takes longer to start than most files to
 * read. None stays where something has gone wrong, or where a runtime of another program has been at work.
 */
export class FormatProcesses {
  readonly #spawn: SpawnFormatProcess;
  readonly #limitsOf: (task: FormatTask) => TaskLimits;
  readonly #working = new Set<FormatProcess>();
  #idle: IdleProcess | null = null;

  constructor(spawn: SpawnFormatProcess, limitsOf = taskLimits) {
    this.#spawn = spawn;
    this.#limitsOf = limitsOf;
  }

  /** Rejects as `FormatProcess.perform` does. */
  async perform<T extends FormatTask>(
    task: T,
    signal: AbortSignal,
    conversation?: Conversation,
  ): Promise<FormatResults[T['type']]> {
    signal.throwIfAborted();
    const limits = this.#limitsOf(task);
    const only = onlyFileOf(task);
    const worker = this.#takeIdle(only, limits) ?? this.#start(limits);
    this.#working.add(worker);
    try {
      const result = await worker.perform(task, limits, signal, conversation);
      if (task.type === 'run') worker.kill();
      else this.#keep(worker, only);
      return result;
    } catch (error) {
      // A file that was refused in order is an answer like any other.
      if (error instanceof StudioError && !signal.aborted) this.#keep(worker, only);
      else if (task.type === 'run') await worker.giveUp();
      else worker.kill();
      throw error;
    } finally {
      this.#working.delete(worker);
    }
  }

  /** Ends all processes, also those at work. */
  async close(): Promise<void> {
    this.#endIdle();
    const working = [...this.#working];
    for (const worker of working) worker.kill();
    await Promise.all(working.map(({ exited }) => exited));
  }

  #start({ memoryBytes }: TaskLimits): FormatProcess {
    const worker = new FormatProcess(this.#spawn(memoryBytes), memoryBytes);
    void worker.exited.then(() => {
      if (this.#idle?.process === worker) this.#idle = null;
    });
    return worker;
  }

  #takeIdle(only: string | null, { memoryBytes }: TaskLimits): FormatProcess | null {
    const idle = this.#idle;
    if (idle === null || idle.only !== only || idle.process.memoryBytes < memoryBytes) return null;
    clearTimeout(idle.timer);
    this.#idle = null;
    return idle.process;
  }

  #keep(worker: FormatProcess, only: string | null): void {
    this.#endIdle();
    const timer = setTimeout(() => this.#endIdle(), idleMs).unref();
    this.#idle = { process: worker, only, timer };
    void worker.heldBytes().then((held) => {
      if (this.#idle?.process === worker && (held ?? 0) > mostIdleBytes) this.#endIdle();
    });
  }

  #endIdle(): void {
    if (this.#idle === null) return;
    clearTimeout(this.#idle.timer);
    this.#idle.process.kill();
    this.#idle = null;
  }
}

/** The HDF5 library is left in a state that nobody knows by a damaged file, and then reads no other one. */
function onlyFileOf(task: FormatTask): string | null {
  return task.type === 'read-weights' && isKerasFile(task.file.path) ? task.file.file : null;
}
