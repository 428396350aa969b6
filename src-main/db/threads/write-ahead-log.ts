import { closeSync, fdatasyncSync, openSync, statSync } from 'node:fs';
import type { Writer } from '../handles/handles.ts';

/** Pages that are copied at once: some 100 ms of the writer thread's time. */
const checkpointBytes = 16 * 2 ** 20;

/**
 * Copies the write-ahead log of a database into its file, before it grows large. Always PASSIVE: neither readers nor writers wait for it,
 * and what a reader still needs is copied the next time.
 */
export class WriteAheadLog {
  readonly #database: Writer;
  readonly #file: string;

  constructor(database: Writer, file: string) {
    this.#database = database;
    this.#file = `${file}-wal`;
  }

  /** Waits until all of it is on the disk, so that little is left to wait for where the API thread commits. */
  sync(): void {
    const file = openSync(this.#file, 'r+');
    try {
      fdatasyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  copyIfLarge(): void {
    if (this.#bytes() > checkpointBytes) this.copy();
  }

  /** Returns the log's space to the disk too, where nobody reads or writes just now. */
  empty(): void {
    if (!this.copy()) return;
    this.#database.pragma('busy_timeout = 0');
    this.#database.pragma('wal_checkpoint(TRUNCATE)'); // there is nothing left to copy, so that nobody waits
    this.#database.pragma('busy_timeout = 5000');
  }

  /** Returns whether all of it was copied. */
  copy(): boolean {
    const [{ busy, log, checkpointed }] = this.#database.pragma('wal_checkpoint(PASSIVE)') as CheckpointResult[];
    return busy === 0 && log === checkpointed;
  }

  #bytes(): number {
    return statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
  }
}

/** Frames in the log, and how many of them are in the file; `busy` is 1 where somebody else was copying. */
interface CheckpointResult {
  busy: 0 | 1;
  log: number;
  checkpointed: number;
}
