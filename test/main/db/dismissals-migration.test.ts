import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '../../../src-main/db/migrate.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { migrationsBefore } from './migrations-before.ts';

test('a database of an older studio has no dismissed findings and no found rates, and takes some; its runs know no vectors', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  database.pragma('auto_vacuum = INCREMENTAL');
  await migrate(database, file, migrationsBefore(510));
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
  expect(store.dismissals.list('model')).toEqual([]);
  store.dismissals.put('model', { rule: 'over-fitting', reason: 'It is a demonstration.', at: 2 });
  store.dismissals.put('model', { rule: 'over-fitting', reason: 'Meant to.', at: 3 });
  store.dismissals.put('other', { rule: 'split-leak', reason: 'Known.', at: 4 });
  expect(store.dismissals.list('model')).toEqual([{ rule: 'over-fitting', reason: 'Meant to.', at: 3 }]);
  store.dismissals.remove('model', 'over-fitting');
  expect(store.dismissals.list('model')).toEqual([]);
  expect(store.foundRates.get('model', 'adam')).toBeNull();
  store.foundRates.put('model', 'adam', { learningRate: 0.004, divergesAt: null });
  expect(store.foundRates.get('model', 'adam')).toEqual({ learningRate: 0.004, divergesAt: null });
  expect(store.foundRates.get('model', 'sgd')).toBeNull();
  expect(store.runs.get('run')?.vector_share).toBeNull();
  await store.close();
});
