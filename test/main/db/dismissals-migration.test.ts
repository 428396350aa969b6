import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '../../../src-main/db/migrate.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { migrationsBefore } from './migrations-before.ts';

test('a database of an older studio has no dismissed findings, and takes some', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  database.pragma('auto_vacuum = INCREMENTAL');
  await migrate(database, file, migrationsBefore(510));
  database.close();

  const store = await openStore(dataDir);
  expect(store.dismissals.list('model')).toEqual([]);
  store.dismissals.put('model', { rule: 'over-fitting', reason: 'It is a demonstration.', at: 2 });
  store.dismissals.put('model', { rule: 'over-fitting', reason: 'Meant to.', at: 3 });
  store.dismissals.put('other', { rule: 'split-leak', reason: 'Known.', at: 4 });
  expect(store.dismissals.list('model')).toEqual([{ rule: 'over-fitting', reason: 'Meant to.', at: 3 }]);
  store.dismissals.remove('model', 'over-fitting');
  expect(store.dismissals.list('model')).toEqual([]);
  await store.close();
});
