import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '../../../src-main/db/migrate.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { migrationsBefore } from './migrations-before.ts';

test('datasets of an older studio stay as they are, with their runs, and may hold tokens with tags from now on', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const before = new Database(file);
  before.pragma('auto_vacuum = INCREMENTAL');
  await migrate(before, file, migrationsBefore(210));
  before.exec(`
    INSERT INTO texts (key, role, hash, bytes) VALUES (1, 'content', '${'a'.repeat(64)}', 3);
    INSERT INTO analyses (key, text_key, spec, tokenizer, token_count, vocabulary_size, top_frequencies)
      VALUES (1, 1, '{"minimumFrequency":1,"type":"character"}', '{}', 3, 2, '[]');
    INSERT INTO datasets (key, id, name, text_key, byte_order_mark_removed, created_at, kind, layout, tags, presence, trashed_at)
      VALUES (1, 'd', 'old.csv', 1, 1, 5, 'labelled', '{}', '["mine"]', 'trashed', 7);
    INSERT INTO runs (id, name, dataset_key, analysis_key, model, train, state, parameter_count, created_at)
      VALUES ('r', 'kept', 1, 1, '{}', '{}', 'finished', 10, 1);
  `);
  before.close();

  const store = await openStore(dataDir);
  expect(store.runs.list()).toMatchObject([{ id: 'r' }]);
  await store.close();
  const database = new Database(file);
  database.pragma('foreign_keys = ON');
  expect(database.prepare('SELECT * FROM datasets').all()).toMatchObject([
    { key: 1, id: 'd', kind: 'labelled', layout: '{}', tags: '["mine"]', presence: 'trashed', trashed_at: 7 },
  ]);
  database.exec(`UPDATE datasets SET kind = 'tagged'`);
  expect(() => database.exec(`UPDATE datasets SET kind = 'songs'`)).toThrow('CHECK');
  expect(() => database.exec('DELETE FROM datasets')).toThrow('FOREIGN KEY');
  database.exec('DELETE FROM runs; DELETE FROM datasets');
  expect(database.prepare('SELECT role FROM texts').pluck().all()).toEqual(['discarded']);
  expect(database.pragma('foreign_key_check')).toEqual([]);
  database.close();
});
