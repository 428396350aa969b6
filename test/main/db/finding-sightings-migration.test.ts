import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '../../../src-main/db/migrate.ts';
import { migrations } from '../../../src-main/db/migrations/index.ts';
import { migrationsBefore } from './migrations-before.ts';
import { temporaryFolder } from '../temporary-folder.ts';

test('a database of an older studio has no findings that were seen', async () => {
  const file = join(temporaryFolder(), 'kioku.db');
  const database = new Database(file);
  database.pragma('auto_vacuum = INCREMENTAL');
  await migrate(database, file, migrationsBefore(550));
  await migrate(database, file, migrations);
  expect(database.prepare('SELECT * FROM finding_sightings').all()).toEqual([]);
  database.close();
});
