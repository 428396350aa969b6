import type { ShellRequest } from '../../contract/shell-contract.ts';

/** What is asked of the window, in order. It waits where the window is not there yet; a window that comes anew takes over. */
export class WindowRequests {
  readonly #waiting: ShellRequest[] = [];
  #wake: () => void = () => undefined;
  #listener = 0;

  add(request: ShellRequest): void {
    this.#waiting.push(request);
    this.#wake();
  }

  async *follow(signal: AbortSignal | undefined): AsyncGenerator<ShellRequest, void, void> {
    this.#wake();
    const listener = ++this.#listener;
    while (signal?.aborted !== true && listener === this.#listener) {
      const request = this.#waiting.shift();
      if (request !== undefined) {
        yield request;
        continue;
      }
      let wake: () => void = () => undefined;
      const called = new Promise<void>((resolve) => (wake = resolve));
      this.#wake = wake;
      signal?.addEventListener('abort', wake, { once: true });
      await called;
      signal?.removeEventListener('abort', wake);
    }
  }
}
