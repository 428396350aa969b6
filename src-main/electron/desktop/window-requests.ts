import type { ShellRequest } from '../../contract/shell-contract.ts';
import { Waker } from '../../runs/feed/waker.ts';

/** Holds the requests to the window, in order. They wait where it is not there yet; a new window takes over. */
export class WindowRequests {
  readonly #waiting: ShellRequest[] = [];
  readonly #waker = new Waker();
  #listener = 0;

  add(request: ShellRequest): void {
    this.#waiting.push(request);
    this.#waker.wake();
  }

  async *follow(signal: AbortSignal | undefined): AsyncGenerator<ShellRequest, void, void> {
    this.#waker.wake();
    const listener = ++this.#listener;
    while (signal?.aborted !== true && listener === this.#listener) {
      const request = this.#waiting.shift();
      if (request !== undefined) yield request;
      else await this.#waker.sleep(signal);
    }
  }
}
