/** A value that others follow: each gets what it is now, then every newer one that it is there in time for. */
export class LatestValue<T> {
  #value: T;
  readonly #wakers = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set value(value: T) {
    this.#value = value;
    for (const wake of this.#wakers) wake();
  }

  async *follow(signal: AbortSignal | undefined): AsyncGenerator<T, void, void> {
    let told: T | null = null;
    while (signal?.aborted !== true) {
      if (told !== this.#value) {
        told = this.#value;
        yield told;
        continue;
      }
      let wake: () => void = () => undefined;
      const changed = new Promise<void>((resolve) => (wake = resolve));
      this.#wakers.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
      await changed;
      this.#wakers.delete(wake);
      signal?.removeEventListener('abort', wake);
    }
  }
}
