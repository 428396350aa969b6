import type Database from 'better-sqlite3';
import type { Reader, Writer } from './handles.ts';
import { openSqlite } from './open-sqlite.ts';
import { watchStatements, type OnSlowQuery } from './watch-statements.ts';
import type { WriteGate } from './write-gate.ts';

/** The time that a statement may take in a thread that nobody waits for. */
const slowInThreadMs = 1000;

/** A connection of the writer thread, which writes by pieces. */
export function openWriter(file: string, onSlow: OnSlowQuery): Writer {
  const database = openSqlite(file, { fileMustExist: true });
  configureWriter(database);
  watchStatements(database, { slowerThanMs: slowInThreadMs, onSlow, gate: null });
  return database as Writer;
}

/** A connection of a thread that only reads. */
export function openReader(file: string, onSlow: OnSlowQuery): Reader {
  const database = openSqlite(file, { readonly: true, fileMustExist: true });
  watchStatements(database, { slowerThanMs: slowInThreadMs, onSlow, gate: null });
  return database as unknown as Reader;
}

/** The API thread's view of a database that is up to date: small writes pass before the pieces of large ones. */
export function watchedWriter(database: Database.Database, gate: WriteGate, onSlow: OnSlowQuery): Writer {
  watchStatements(database, { slowerThanMs: slowOnApiThreadMs, onSlow, gate });
  return database as Writer;
}

/** Applies the settings that every writing connection needs. */
export function configureWriter(database: Database.Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('cell_size_check = ON');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma(`journal_size_limit = ${64 * 2 ** 20}`);
  // A checkpoint of the write-ahead log copies megabytes: the writer thread sees to it, and no commit of another one.
  database.pragma('wal_autocheckpoint = 0');
}

/** Everything that asks the API waits as long. */
const slowOnApiThreadMs = 50;
