import log from 'electron-log/node.js';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogLevel } from './host.ts';

const LARGEST_BYTES = 2 ** 20;

/** Keeps events for a person to look at or send along. A file that has grown large is put aside once (`….old.log`) and begun anew. */
export class LogFile {
  readonly path: string;
  readonly #logger;

  /** A line is the text after time and level, or with `json` an object with both and the fields that were written. */
  constructor(path: string) {
    this.path = path;
    this.#logger = log.create({ logId: path });
    const { file, console: terminal } = this.#logger.transports;
    terminal.level = false;
    file.resolvePathFn = () => path;
    file.maxSize = LARGEST_BYTES;
    file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
    file.format = ({ message }) => [`${message.date.toISOString()} ${message.level} ${message.data.join(' ')}`];
    try {
      mkdirSync(dirname(path), { recursive: true });
      // There is something to open, even when nothing has gone wrong yet.
      appendFileSync(path, '', { mode: 0o600 });
    } catch {
      // The studio opens without a log too: a full disk must not take it along.
    }
  }

  write(level: LogLevel, text: string): void {
    this.#logger[level](text);
  }
}
