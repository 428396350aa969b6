import type { StoredKind } from '../contract/stored-kinds.ts';
import { Pulse } from '../runs/feed/pulse.ts';

interface Watcher {
  pulse: Pulse;
  changed: Set<StoredKind>;
}

/** Tells readers which kinds of stored things have changed, whoever has changed them. */
export class StoredChanges {
  readonly #watchers = new Set<Watcher>();

  announce(kinds: readonly StoredKind[]): void {
    for (const { changed, pulse } of this.#watchers) {
      for (const kind of kinds) changed.add(kind);
      pulse.beat();
    }
  }

  /** Yields nothing at first, so that a reader knows from when on it hears of all, then the kinds that have changed since, until `signal` aborts. */
  async *watch(signal: AbortSignal | undefined): AsyncGenerator<StoredKind[], void, void> {
    const watcher: Watcher = { pulse: new Pulse(signal), changed: new Set() };
    this.#watchers.add(watcher);
    watcher.pulse.beat();
    try {
      while (await watcher.pulse.next()) {
        const changed = [...watcher.changed];
        watcher.changed.clear();
        yield changed;
      }
    } finally {
      this.#watchers.delete(watcher);
    }
  }
}
