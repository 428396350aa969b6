import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../../../src-main/db/migrate.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { migrationsBefore } from './migrations-before.ts';

/** A data folder with a run, as a studio left it that brought no networks along. */
async function olderFolder(): Promise<string> {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  await migrate(database, file, migrationsBefore(420));
  database.exec(`
    INSERT INTO texts (key, role, hash, bytes) VALUES (1, 'content', 'h', 1);
    INSERT INTO datasets (key, id, name, kind, text_key, byte_order_mark_removed, created_at)
      VALUES (1, 'd', 'a.txt', 'text', 1, 0, 1);
    INSERT INTO analyses (key, text_key, spec, tokenizer, token_count, vocabulary_size, top_frequencies)
      VALUES (1, 1, '{}', '{}', 1, 1, '[]');
    INSERT INTO runs (key, id, name, dataset_key, analysis_key, model, train, state, parameter_count, created_at)
      VALUES (1, 'r', 'r', 1, 1, '{}', '{}', 'finished', 1, 1);
  `);
  database.close();
  return dataDir;
}

test('runs of an older studio are the person’s own, and a network keeps that it was opened when its run is deleted for good', async () => {
  const store = await openStore(await olderFolder());
  onTestFinished(() => store.close());
  const older = store.runs.get('r');
  expect(older).toMatchObject({ name: 'r', bundled_network: null });
  store.bundledNetworks.put('writer', older!.key);
  expect(store.runs.get('r')).toMatchObject({ bundled_network: 'writer' });
  expect(store.bundledNetworks.list()).toEqual([{ id: 'writer', run_id: 'r', presence: 'present' }]);
  store.runs.purge(older!.key);
  await store.freeDisk();
  expect(store.bundledNetworks.list()).toEqual([{ id: 'writer', run_id: null, presence: null }]);
});
