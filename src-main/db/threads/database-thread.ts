import { Worker } from 'node:worker_threads';
import { StudioError } from '../../contract/errors.ts';
import type { OnSlowQuery } from '../handles/watch-statements.ts';
import type { Question, Tasks, ThreadData, ThreadFailure, ThreadMessage } from './thread-tasks.ts';

interface PendingQuestion {
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/** A thread with a connection of its own. It starts with the first question, so that a command that asks none does without it. */
export class DatabaseThread<T extends Tasks<T>> {
  readonly #program: URL;
  readonly #data: ThreadData;
  readonly #onSlow: OnSlowQuery;
  readonly #pending = new Map<number, PendingQuestion>();
  #worker: Worker | null = null;
  #lastId = 0;
  #isClosed = false;

  /** `program`: a file beside the one that says so, which calls `answerQuestions`. */
  constructor(program: URL, data: ThreadData, onSlow: OnSlowQuery) {
    this.#program = program;
    this.#data = data;
    this.#onSlow = onSlow;
  }

  /** Rejects with what went wrong there, and when the store is closed. `transfer`: what the caller has no use for any more. */
  ask<K extends keyof T & string>(
    task: K,
    asked: T[K]['asked'],
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<T[K]['answer']> {
    if (this.#isClosed) return Promise.reject(closed());
    const { promise, resolve, reject } = Promise.withResolvers<T[K]['answer']>();
    const id = ++this.#lastId;
    this.#pending.set(id, { resolve, reject });
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    worker.postMessage({ id, task, asked } satisfies Question, transfer);
    return promise;
  }

  /** Ends the thread at the next place where nothing is half done; what it has not come to is rejected. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const worker = this.#worker;
    if (worker === null) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    worker.postMessage(null);
    await ended;
  }

  #start(): Worker {
    const worker = new Worker(this.#program, { workerData: this.#data });
    worker.on('message', (message: ThreadMessage) => this.#hear(message));
    worker.on('error', (error) => this.#end(worker, error));
    worker.on('exit', () => this.#end(worker, closed()));
    return worker;
  }

  #hear(message: ThreadMessage): void {
    if (message.type === 'slow-query') return this.#onSlow(message.sql, message.elapsedMs);
    const question = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.type === 'answer') question?.resolve(message.answer);
    else question?.reject(errorOf(message.failure));
    // A program that has nothing else to do may end, though not before a store that is being closed.
    if (this.#pending.size === 0 && !this.#isClosed) this.#worker?.unref();
  }

  #end(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}

const closed = () => new Error('The database was closed.');

function errorOf(failure: ThreadFailure): Error {
  if ('studio' in failure) return StudioError.relayed(failure.studio);
  return Object.assign(new Error(failure.message), { stack: failure.stack, code: failure.storage });
}

/** A program beside the file whose address is given: a source when run from sources, a bundle when built. */
export const threadProgram = (name: string, beside: string): URL =>
  new URL(`./${name}.${beside.endsWith('.ts') ? 'ts' : 'js'}`, beside);
