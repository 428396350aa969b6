import { setTimeout } from 'node:timers/promises';

/** At most 20 messages a second to one client. */
const intervalMs = 50;

/** Tells one reader that something has changed, at most 20 times a second: what comes between is read together. */
export class Pulse {
  #changed = false;
  #ended = false;
  #error: unknown = null;
  #wake: () => void = () => undefined;

  beat(): void {
    this.#changed = true;
    this.#wake();
  }

  /** Ends `beats`, with an error if one is given. A beat that was not read yet is left to the reader. */
  end(error: unknown = null): void {
    this.#ended = true;
    this.#error = error;
    this.#wake();
  }

  /** For one reader. Also ends, without an error, when `signal` aborts. */
  async *beats(signal: AbortSignal | undefined): AsyncGenerator<void, void, void> {
    const abort = () => this.end();
    if (signal?.aborted) return;
    signal?.addEventListener('abort', abort);
    try {
      while (!this.#ended) {
        if (this.#changed) {
          this.#changed = false;
          yield;
          await setTimeout(intervalMs);
        } else {
          await new Promise<void>((resolve) => (this.#wake = resolve));
        }
      }
      if (this.#error !== null) throw this.#error;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }
}
