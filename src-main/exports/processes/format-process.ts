import { setTimeout as wait } from 'node:timers/promises';
import { StudioError } from '../../contract/errors.ts';
import type {
  ArchiveEvent,
  FormatConnection,
  FormatEvent,
  FormatRequest,
  FormatResults,
  FormatTask,
} from './format-task.ts';
import { lookEveryMs, residentBytes } from './resident-memory.ts';
import type { TaskLimits } from './task-limits.ts';

const startMs = 30_000;
/** A task that is given up has this long to end the programs that it has started. */
const graceMs = 500;
/** The beginning of the last words of a process that V8 has ended for want of memory. */
const lacksMemory = /heap out of memory|Fatal process out of memory|Array buffer allocation failed/;

/** A task was ended because it took more memory than it may, or needed more than the system gave. */
export class MemoryLimitExceeded extends Error {
  readonly limitBytes: number;
  constructor(limitBytes: number) {
    super(`It needed more than ${Math.round(limitBytes / 2 ** 20)} MB of memory.`);
    this.limitBytes = limitBytes;
  }
}

/** A task was ended because it took longer than it may. */
export class TimeLimitExceeded extends Error {
  readonly limitMs: number;
  constructor(limitMs: number) {
    super(`It took longer than ${Math.round(limitMs / 1000)} seconds.`);
    this.limitMs = limitMs;
  }
}

/** The process ended in the midst of a task, by itself. */
export class ProcessEnded extends Error {}

/** The host's side of a task that answers requests while it lasts. */
export interface Conversation {
  /** Is called when the task has been sent. What is sent after its end reaches nobody. */
  onStart(send: (request: Exclude<FormatRequest, { type: 'perform' }>) => void): void;
  onEvent(event: ArchiveEvent): void;
}

/** A process for tasks with files of other programs, one after the other. */
export class FormatProcess {
  /** The most memory that the system lets it have in its whole life. */
  readonly memoryBytes: number;
  readonly exited: Promise<string>;
  readonly #connection: FormatConnection;
  readonly #pid: Promise<number>;
  readonly #ready: Promise<void>;
  readonly #listeners = new Set<(event: FormatEvent) => void>();

  constructor(connection: FormatConnection, memoryBytes: number) {
    this.#connection = connection;
    this.memoryBytes = memoryBytes;
    this.exited = new Promise((resolve) => connection.onExit(resolve));
    this.#pid = new Promise((resolve) => connection.onStart(resolve));
    this.#ready = this.#start();
    this.#ready.catch(() => undefined); // a task that waits for it is told
    connection.onEvent((event) => {
      for (const listener of [...this.#listeners]) listener(event);
    });
  }

  /**
   * Performs a task. Rejects with what went wrong there, with MemoryLimitExceeded, TimeLimitExceeded or ProcessEnded, and with the
   * signal's reason where it aborts. After a rejection nobody knows what the process is at, and it has to be ended.
   */
  async perform<T extends FormatTask>(
    task: T,
    { memoryBytes, timeMs }: TaskLimits,
    signal: AbortSignal,
    conversation?: Conversation,
  ): Promise<FormatResults[T['type']]> {
    const over = new AbortController();
    const { promise, resolve, reject } = Promise.withResolvers<FormatResults[T['type']]>();
    const onAbort = () => reject(signal.reason);
    let timer: NodeJS.Timeout | undefined;
    const send = (request: FormatRequest) => {
      if (over.signal.aborted) return;
      clearTimeout(timer);
      timer = setTimeout(() => reject(new TimeLimitExceeded(timeMs)), timeMs);
      this.#connection.send(request);
    };
    const listener = (event: FormatEvent) => {
      if (event.type === 'done') resolve(event.result as FormatResults[T['type']]);
      else if (event.type === 'refused') reject(StudioError.relayed(event.error));
      else if (event.type === 'failed') reject(failureOf(event, memoryBytes));
      else if (event.type === 'entries' || event.type === 'piece') {
        clearTimeout(timer);
        conversation?.onEvent(event);
      }
    };
    this.#listeners.add(listener);
    signal.addEventListener('abort', onAbort, { once: true });
    void this.exited.then((detail) =>
      reject(lacksMemory.test(detail) ? new MemoryLimitExceeded(memoryBytes) : new ProcessEnded(detail)),
    );
    this.#ready.catch(reject);
    void this.#watchMemory(memoryBytes, over.signal).then(
      (isExceeded) => isExceeded && reject(new MemoryLimitExceeded(memoryBytes)),
    );
    try {
      send({ type: 'perform', task });
      conversation?.onStart(send);
      return await promise;
    } finally {
      over.abort();
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      this.#listeners.delete(listener);
    }
  }

  /** Lets the programs end that a task has started, then ends the process. */
  async giveUp(): Promise<void> {
    this.#connection.send({ type: 'cancel' });
    await Promise.race([this.exited, wait(graceMs)]);
    this.kill();
  }

  kill(): void {
    this.#connection.kill();
  }

  /** Returns the bytes that it holds now, or null where it has ended. */
  async heldBytes(): Promise<number | null> {
    return residentBytes(await this.#pid);
  }

  #start(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const fail = (message: string) => reject(new ProcessEnded(message));
    const timer = setTimeout(() => {
      fail(`The process did not start within ${startMs / 1000} seconds.`);
      this.kill();
    }, startMs);
    this.#listeners.add((event) => {
      if (event.type === 'ready') resolve(undefined);
      if (event.type === 'init-failed') fail(event.message);
    });
    void this.exited.then(fail);
    return promise.finally(() => clearTimeout(timer));
  }

  /** Ends the process as soon as it holds more than it may, and tells whether that has happened once the task is over. */
  async #watchMemory(limitBytes: number, over: AbortSignal): Promise<boolean> {
    const pid = await this.#pid;
    while (!over.aborted) {
      const held = await residentBytes(pid);
      if (held !== null && held > limitBytes) {
        this.kill();
        return true;
      }
      await wait(lookEveryMs, undefined, { ref: false });
    }
    return false;
  }
}

function failureOf({ message, stack, code }: Extract<FormatEvent, { type: 'failed' }>, memoryBytes: number): Error {
  if (lacksMemory.test(message)) return new MemoryLimitExceeded(memoryBytes);
  return Object.assign(new Error(message), { stack, code });
}
