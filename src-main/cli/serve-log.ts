import { join } from 'node:path';
import type { Log, LogLevel } from '../host/host.ts';
import { stackOf } from '../host/stack-of.ts';

export interface ServeLog {
  /** For what the host tells of. */
  log: Log;
  /** For a line about a request. */
  request(line: string): void;
}

/** Opens the log when something is written first, as the data folder is made by its host. `-` is standard error. */
export function openServeLog(wanted: string | undefined, dataDir: string): ServeLog {
  let file: Promise<{ write(level: LogLevel, text: string): void }> | null = null;
  const open = async () => {
    if (wanted === '-') return { write: writeToTerminal };
    const { LogFile } = await import('../host/log-file.ts');
    return new LogFile(wanted ?? join(dataDir, 'serve.log'));
  };
  const write = (level: LogLevel, text: string) => void (file ??= open()).then((opened) => opened.write(level, text));
  return {
    log: (level, message, error) => write(level, error === undefined ? message : `${message}\n${stackOf(error)}`),
    request: (line) => write('info', line),
  };
}

function writeToTerminal(level: LogLevel, text: string): void {
  process.stderr.write(`${new Date().toISOString()} ${level} ${text}\n`);
}
