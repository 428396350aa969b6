import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '../../../src-main/db/migrate.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { migrationsBefore } from './migrations-before.ts';

test('a run of an older studio is in no group, and can be put into one that leaves with its last run', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  database.pragma('auto_vacuum = INCREMENTAL');
  await migrate(database, file, migrationsBefore(540));
  database.exec(`
    INSERT INTO texts (key, role, hash, bytes) VALUES (1, 'content', '${'a'.repeat(64)}', 3);
    INSERT INTO analyses (key, text_key, spec, tokenizer, token_count, vocabulary_size, top_frequencies)
      VALUES (1, 1, '{"minimumFrequency":1,"type":"character"}', '{}', 3, 2, '[]');
    INSERT INTO datasets (key, id, name, text_key, kind, byte_order_mark_removed, created_at)
      VALUES (1, 'd', 'old.txt', 1, 'text', 0, 1);
    INSERT INTO runs (key, id, name, dataset_key, analysis_key, model, train, state, parameter_count, created_at)
      VALUES (1, 'run', 'run', 1, 1, '{}', '{}', 'finished', 10, 1);
  `);
  database.close();

  const store = await openStore(dataDir);
  expect(store.runs.get('run')).toMatchObject({ group_key: null, group_id: null, sweep_key: null, rung: null });
  const key = store.groups.insert({ id: 'g', name: 'Seeds', kind: 'seeds', created_at: 2 });
  store.groups.put(1, key);
  expect(store.runs.get('run')).toMatchObject({ group_id: 'g', group_name: 'Seeds', group_kind: 'seeds' });
  expect(store.runs.listGroup(key).map(({ id }) => id)).toEqual(['run']);
  store.runs.purge(1);
  await store.freeDisk();
  expect(store.groups.get('g')).toBeUndefined();
  await store.close();
});
