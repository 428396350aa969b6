/**
 * One host a data folder. The lock is an exclusive transaction on a tiny database of its own: the operating system gives it back
 * however the process ends, so that no stale lock can remain. `host.pid` serves the message of whoever comes second, and is left behind
 * by a host that did not close its database.
 */
import Database from 'better-sqlite3';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StudioError } from '../contract/errors.ts';
import { openSqlite } from './handles/open-sqlite.ts';
import { isDiskFull } from './storage-error.ts';

export interface FolderLock {
  /** The last host that held the folder did not close its database. */
  readonly wasLeftOpen: boolean;
  /** Says that the database is open now. */
  announce(): void;
  /** Says that the database is about to be closed. */
  withdraw(): void;
  release(): void;
}

/** Throws `data-folder-locked` while another host holds the folder. */
export function lockDataFolder(dataDir: string): FolderLock {
  const pidFile = join(dataDir, 'host.pid');
  const lock = openSqlite(join(dataDir, 'host.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
    const pid = readPid(pidFile);
    throw new StudioError(
      'data-folder-locked',
      `Another Kioku Studio${pid === '' ? '' : ` (process ${pid})`} is using the data folder ${dataDir}. ` +
        'Close it, or start this one with another data folder.',
      { dataDir, pid },
    );
  }
  return {
    wasLeftOpen: existsSync(pidFile),
    announce: () => writePid(pidFile),
    withdraw: () => rmSync(pidFile, { force: true }),
    release: () => void lock.close(),
  };
}

function writePid(pidFile: string): void {
  try {
    writeFileSync(pidFile, String(process.pid));
  } catch (error) {
    // On a full disk the studio still opens, so that something can be deleted.
    if (!isDiskFull(error)) throw error;
  }
}

function readPid(pidFile: string): string {
  try {
    return readFileSync(pidFile, 'utf8');
  } catch {
    return ''; // the other one is just starting or ending
  }
}
