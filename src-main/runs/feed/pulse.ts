import { setTimeout } from 'node:timers/promises';
import { Waker } from './waker.ts';

/** At most 20 messages a second to one client. */
const intervalMs = 50;

/** Tells one reader that something has changed, at most 20 times a second: what comes between is read together. */
export class Pulse {
  #changed = false;
  #ended = false;
  #error: unknown = null;
  #isFirst = true;
  readonly #waker = new Waker();

  /** Ends, without an error, when `signal` aborts. */
  constructor(signal: AbortSignal | undefined) {
    if (signal?.aborted) this.end();
    else signal?.addEventListener('abort', () => this.end(), { once: true });
  }

  beat(): void {
    this.#changed = true;
    this.#waker.wake();
  }

  /** A beat that was not read yet is left to the reader. */
  end(error: unknown = null): void {
    this.#ended = true;
    this.#error = error;
    this.#waker.wake();
  }

  /** `true` means that something has changed since the last call, false that it has ended; throws if with an error. For one reader. */
  async next(): Promise<boolean> {
    if (!this.#isFirst && !this.#ended) await setTimeout(intervalMs);
    this.#isFirst = false;
    while (!this.#changed && !this.#ended) await this.#waker.sleep();
    if (this.#error !== null) throw this.#error;
    this.#changed = false;
    return !this.#ended;
  }
}
