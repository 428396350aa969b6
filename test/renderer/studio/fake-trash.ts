import type { TrashItem } from '../../../src-main/contract/trash-records.ts';

/** What was deleted from a host in memory; each thing knows its way back. */
export class FakeTrash {
  readonly #entries = new Map<string, { item: TrashItem; comeBack: () => void }>();
  readonly #listeners = new Set<() => void>();

  get items(): TrashItem[] {
    return [...this.#entries.values()].map(({ item }) => item).reverse();
  }

  put(item: Pick<TrashItem, 'id' | 'kind' | 'name'> & Partial<TrashItem>, comeBack: () => void): void {
    const trashedAt = 1_700_000_000_000;
    const whole = { step: null, bytes: 2_600_000, trashedAt, purgeAt: trashedAt + 60_000, ...item };
    this.#entries.set(item.id, { item: whole, comeBack });
    this.#announce();
  }

  restore(ids: readonly string[]): void {
    for (const id of ids) this.#entries.get(id)?.comeBack();
    this.empty(ids);
  }

  empty(ids: readonly string[] | null): void {
    for (const id of ids ?? [...this.#entries.keys()]) this.#entries.delete(id);
    this.#announce();
  }

  async *changes(signal: AbortSignal | undefined): AsyncGenerator<TrashItem[]> {
    let wake: () => void = () => undefined;
    const listener = () => wake();
    this.#listeners.add(listener);
    signal?.addEventListener('abort', listener);
    while (signal?.aborted !== true) {
      const changed = new Promise<void>((resolve) => (wake = resolve));
      yield this.items;
      await changed;
    }
    this.#listeners.delete(listener);
  }

  #announce(): void {
    for (const listener of this.#listeners) listener();
  }
}
