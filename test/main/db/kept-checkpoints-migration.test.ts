import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '../../../src-main/db/migrate.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { migrationsBefore } from './migrations-before.ts';

test('a checkpoint of an older studio has no pin and no name, and can be given both', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  database.pragma('auto_vacuum = INCREMENTAL');
  await migrate(database, file, migrationsBefore(440));
  database.exec(`
    INSERT INTO texts (key, role, hash, bytes) VALUES (1, 'content', '${'a'.repeat(64)}', 3);
    INSERT INTO analyses (key, text_key, spec, tokenizer, token_count, vocabulary_size, top_frequencies)
      VALUES (1, 1, '{"minimumFrequency":1,"type":"character"}', '{}', 3, 2, '[]');
    INSERT INTO datasets (key, id, name, text_key, kind, byte_order_mark_removed, created_at)
      VALUES (1, 'd', 'old.txt', 1, 'text', 0, 1);
    INSERT INTO runs (key, id, name, dataset_key, analysis_key, model, train, state, parameter_count, created_at)
      VALUES (1, 'run', 'run', 1, 1, '{}', '{}', 'finished', 10, 1);
    INSERT INTO checkpoints (id, run_key, step, epoch, reason, progress, bytes, created_at) VALUES ('c', 1, 1, 1, 'epoch', '{}', 5, 1);
  `);
  database.close();

  const store = await openStore(dataDir);
  const read = () => store.checkpoints.list(1)[0];
  expect(read()).toMatchObject({ id: 'c', step: 1, is_pinned: 0, name: null });
  store.checkpoints.describe(read()!.key, { isPinned: true, name: 'old' });
  expect(read()).toMatchObject({ is_pinned: 1, name: 'old' });
  await store.close();
});
