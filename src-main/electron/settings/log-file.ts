import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogLevel } from '../../host/host.ts';

const LARGEST_BYTES = 2 ** 20;

/** What went wrong, for a person to look at or send along. When it has grown large, it is put aside once and begun anew. */
export class LogFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
    try {
      mkdirSync(dirname(path), { recursive: true });
      // There is something to open, even when nothing has gone wrong yet.
      appendFileSync(path, '');
    } catch {
      // The studio opens without a log too.
    }
  }

  write(level: LogLevel, text: string): void {
    try {
      if (statSync(this.path).size > LARGEST_BYTES) renameSync(this.path, `${this.path}.old`);
      appendFileSync(this.path, `${new Date().toISOString()} ${level} ${text}\n`);
    } catch {
      // A full disk must not take the studio with it.
    }
  }
}
