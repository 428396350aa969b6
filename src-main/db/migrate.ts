import type { Database } from 'better-sqlite3';
import { StudioError } from '../contract/errors.ts';
import { copyBeforeUpgrade, type OnUpgrade } from './upgrade-copy.ts';

/** One step of the schema, forward only. Once released it never changes. */
export interface Migration {
  version: number;
  sql: string;
}

/**
 * Brings the schema to the newest version, each migration in a transaction of its own; `user_version` says how far it got.
 * A file that has data is copied first, to `<file>.before-<version>`. Rejects with `database-newer` for a file of a later studio, and
 * with `disk-full`, before anything is touched, where the copy has no room.
 */
export async function migrate(
  database: Database,
  file: string,
  migrations: readonly Migration[],
  onUpgrade: OnUpgrade = () => undefined,
): Promise<void> {
  const current = Number(database.pragma('user_version', { simple: true }));
  const newest = migrations.at(-1)?.version ?? 0;
  if (current > newest) {
    throw new StudioError(
      'database-newer',
      `The data folder was last used by a newer Kioku Studio (schema ${current}; this one knows ${newest}). ` +
        'Install the newer version again, or choose another data folder. Nothing was changed.',
      { current, newest },
    );
  }
  if (current === newest) return;
  if (current > 0) await copyBeforeUpgrade(database, file, { current, newest }, onUpgrade);
  // A table that is built anew is dropped once, which must take along nothing that refers to it.
  database.pragma('foreign_keys = OFF');
  for (const { version, sql } of migrations) {
    if (version <= current) continue;
    database.transaction(() => {
      database.exec(sql);
      database.pragma(`user_version = ${version}`);
    })();
  }
  database.pragma('foreign_keys = ON');
}
