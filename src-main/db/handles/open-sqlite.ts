import Database from 'better-sqlite3';

/** The time that a statement waits for another connection's lock. */
const lockTimeoutMs = 5000;

/**
 * Opens a database file. One may come from anywhere, by a copied folder or a backup: what its views and triggers call is limited to functions
 * that do no harm. `timeout`: milliseconds that a statement waits for another connection's lock.
 */
export function openSqlite(file: string, options: Database.Options = {}): Database.Database {
  const database = new Database(file, { timeout: lockTimeoutMs, ...options });
  database.pragma('trusted_schema = OFF');
  return database;
}
