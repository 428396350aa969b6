import Database from 'better-sqlite3';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '../../../src-main/db/migrate.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { migrationsBefore } from './migrations-before.ts';

/** A data folder as a studio left it that said by a number whether a run is there. */
async function olderFolder(): Promise<string> {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  database.pragma('auto_vacuum = INCREMENTAL');
  await migrate(database, file, migrationsBefore(110));
  database.exec(`
    INSERT INTO texts VALUES (1, '${'a'.repeat(64)}', 3);
    INSERT INTO analyses (key, text_key, spec, tokenizer, token_count, vocabulary_size, top_frequencies)
      VALUES (1, 1, '{"minimumFrequency":1,"type":"character"}', '{}', 3, 2, '[]');
    INSERT INTO datasets (key, id, name, text_key, byte_order_mark_removed, created_at) VALUES (1, 'd', 'old.txt', 1, 0, 1);
    INSERT INTO runs (id, name, dataset_key, analysis_key, model, train, state, parameter_count, created_at, deleted)
      VALUES ('kept', 'kept', 1, 1, '{}', '{}', 'finished', 10, 1, 0),
             ('leaving', 'leaving', 1, 1, '{}', '{}', 'finished', 10, 2, 1),
             ('arriving', 'arriving', 1, 1, '{}', '{}', 'finished', 10, 3, 2);
    INSERT INTO checkpoints (id, run_key, step, epoch, reason, progress, bytes, created_at) VALUES ('c', 1, 1, 1, 'epoch', '{}', 5, 1);
  `);
  database.close();
  return dataDir;
}

test('runs that were deleted, or on their way in, by a number are so by name, and all else is there', async () => {
  const dataDir = await olderFolder();
  const store = await openStore(dataDir);
  expect(store.runs.list()).toMatchObject([{ id: 'kept', checkpoint_count: 1, checkpoint_bytes: 5 }]);
  expect(store.datasets.list()).toMatchObject([{ id: 'd', run_count: 2 }]);
  expect(store.trash.list()).toEqual([]);

  const database = new Database(join(dataDir, 'kioku.db'));
  const presences = () => database.prepare('SELECT id, presence FROM runs ORDER BY key').raw().all();
  expect(presences()).toEqual([
    ['kept', 'present'],
    ['leaving', 'purging'],
    ['arriving', 'arriving'],
  ]);
  expect(() => database.exec(`UPDATE runs SET presence = 'deleted'`)).toThrow('CHECK');
  store.runs.purgeArriving();
  await store.freeDisk();
  expect(presences()).toEqual([['kept', 'present']]);
  database.close();
  await store.close();
  expect(readdirSync(dataDir)).toContainEqual(expect.stringMatching(/^kioku\.db\.before-\d+$/));
});
