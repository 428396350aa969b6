import { StudioError } from '../contract/errors.ts';
import type { TrashItem, TrashKind } from '../contract/trash-records.ts';
import type { Store } from '../db/open-store.ts';
import type { TrashRow } from '../db/trash-table.ts';
import { Pulse } from '../runs/feed/pulse.ts';
import type { RunFeed } from '../runs/feed/run-feed.ts';
import type { TrainingQueue } from '../runs/training/training-queue.ts';

/** Long enough to notice what was done by mistake, also from another window or a command line. */
export const trashMs = 60_000;

/** The longest delay that a timer takes. */
const longestTimerMs = 2 ** 31 - 1;

export interface TrashOptions {
  store: Store;
  queue: TrainingQueue;
  feed: RunFeed;
  /** The time for which deleted things can be restored. */
  keepMs: number;
  logError: (message: string, error: unknown) => void;
}

/**
 * Holds deleted things for as long as they can be restored. They are out of sight everywhere from the moment that they are put here, whatever becomes
 * of the window in which that was done; when its time is over, or at the next start after that, it is gone and its disk is free.
 */
export class Trash {
  readonly #options: TrashOptions;
  readonly #watchers = new Set<Pulse>();
  readonly #listeners: (() => Promise<void>)[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: TrashOptions) {
    this.#options = options;
  }

  /** Deletes for good what has been here for long enough, and from now on everything when its time is over. */
  open(): void {
    this.#purgeLater();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /** Calls `listener` after each change; whoever has made it waits for the listener. */
  onChange(listener: () => Promise<void>): void {
    this.#listeners.push(listener);
  }

  /** The one that was deleted last comes first. */
  list(): TrashItem[] {
    return this.#options.store.trash.list().map(({ kind, id, name, step, bytes, trashed_at: trashedAt }) => ({
      kind,
      id,
      name,
      step,
      bytes,
      trashedAt,
      purgeAt: trashedAt + this.#options.keepMs,
    }));
  }

  /** Yields the content of the trash now, and again after every change, until `signal` aborts. */
  async *watch(signal: AbortSignal | undefined): AsyncGenerator<TrashItem[], void, void> {
    const pulse = new Pulse(signal);
    this.#watchers.add(pulse);
    pulse.beat();
    try {
      while (await pulse.next()) yield this.list();
    } finally {
      this.#watchers.delete(pulse);
    }
  }

  async put(kind: TrashKind, { key, id }: { key: number; id: string }): Promise<void> {
    const { store, feed } = this.#options;
    store.trash.put(kind, key, Date.now());
    if (kind === 'run') feed.end({ key, id });
    await this.announce();
  }

  /** A run brings its dataset along, and waits in the queue again where it did. Throws `not-in-trash` where there is none of them. */
  async restore(ids: readonly string[]): Promise<void> {
    const { store, feed, queue } = this.#options;
    const rows = this.#find(ids);
    if (rows.length === 0) {
      throw new StudioError('not-in-trash', 'This was deleted for good, or is back already.');
    }
    store.transaction(() => rows.forEach((row) => store.trash.restore(row)));
    await this.announce();
    for (const { run_key: key, run_id: id } of rows) if (key !== null && id !== null) feed.publish({ key, id });
    queue.advance();
  }

  /** Deletes these for good, or everything, and gives their disk back. */
  async empty(ids: readonly string[] | null): Promise<void> {
    await this.#purge(ids === null ? this.#options.store.trash.list() : this.#find(ids));
  }

  /** Tells those who watch that something was put here, or has left. */
  async announce(): Promise<void> {
    await Promise.all(this.#listeners.map((listener) => listener()));
    for (const pulse of this.#watchers) pulse.beat();
    this.#purgeLater();
  }

  #find(ids: readonly string[]): TrashRow[] {
    return this.#options.store.trash.list().filter(({ id }) => ids.includes(id));
  }

  #purgeLater(): void {
    const { store, keepMs, logError } = this.#options;
    clearTimeout(this.#timer);
    const oldest = store.trash.list().at(-1);
    if (oldest === undefined) return;
    const delay = Math.min(Math.max(0, oldest.trashed_at + keepMs - Date.now()), longestTimerMs);
    this.#timer = setTimeout(() => {
      const isOver = (row: TrashRow) => row.trashed_at + keepMs <= Date.now();
      this.#purge(store.trash.list().filter(isOver)).catch((error: unknown) =>
        logError('What was deleted could not be removed from the disk.', error),
      );
    }, delay).unref();
  }

  async #purge(rows: readonly TrashRow[]): Promise<void> {
    const { store, queue } = this.#options;
    if (rows.length > 0) store.transaction(() => rows.forEach((row) => store.trash.purge(row)));
    for (const { kind, key } of rows) if (kind === 'run') queue.written(key);
    await this.announce();
    await store.freeDisk();
  }
}
