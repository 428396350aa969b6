import type { StoredKind } from '../../../src-main/contract/stored-kinds.ts';

/** Tells at once, and not at most 20 times a second, which kinds of stored things have changed in a host in memory. */
export class FakeChanges {
  readonly #listeners = new Set<(kinds: readonly StoredKind[]) => void>();

  announce(kinds: readonly StoredKind[]): void {
    for (const listener of this.#listeners) listener(kinds);
  }

  async *watch(signal: AbortSignal | undefined): AsyncGenerator<StoredKind[]> {
    let changed: StoredKind[] = [];
    let wake: () => void = () => undefined;
    const listener = (kinds: readonly StoredKind[]) => {
      changed.push(...kinds);
      wake();
    };
    this.#listeners.add(listener);
    signal?.addEventListener('abort', () => wake());
    yield [];
    while (signal?.aborted !== true) {
      if (changed.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const told = changed;
      changed = [];
      yield told;
    }
    this.#listeners.delete(listener);
  }
}
