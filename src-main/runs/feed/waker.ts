/** Lets loops sleep until something has changed. Each looks at what there is before it sleeps, since a call that finds no sleeper is lost. */
export class Waker {
  readonly #sleepers = new Set<() => void>();

  wake(): void {
    for (const wake of this.#sleepers) wake();
  }

  /** Resolves when `wake` is called, or `signal` aborts. */
  async sleep(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const wake = () => resolve(undefined);
    this.#sleepers.add(wake);
    signal?.addEventListener('abort', wake, { once: true });
    await promise;
    this.#sleepers.delete(wake);
    signal?.removeEventListener('abort', wake);
  }
}
