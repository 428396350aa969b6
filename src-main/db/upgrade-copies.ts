import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The time for which a copy is kept for somebody who never says that it may go. */
const keptMs = 30 * 24 * 60 * 60 * 1000;

interface UpgradeCopy {
  path: string;
  bytes: number;
  /** When it goes by itself. */
  removedAt: number;
}

/** The copies of a database that were made before it was brought up to date. */
export class UpgradeCopies {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  list(): UpgradeCopy[] {
    const name = `${basename(this.#file)}.before-`;
    return readdirSync(dirname(this.#file))
      .filter((each) => each.startsWith(name) && /^\d+$/.test(each.slice(name.length)))
      .map((each) => {
        const path = join(dirname(this.#file), each);
        const { size: bytes, mtimeMs } = statSync(path);
        return { path, bytes, removedAt: mtimeMs + keptMs };
      });
  }

  removeExpired(now = Date.now()): void {
    for (const { path, removedAt } of this.list()) if (removedAt <= now) rmSync(path, { force: true });
  }

  removeAll(): void {
    for (const { path } of this.list()) rmSync(path, { force: true });
  }
}
