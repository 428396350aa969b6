import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../../../src-main/db/migrate.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { migrationsBefore } from './migrations-before.ts';

/** A data folder as a studio left it that knew no preparations. */
async function olderFolder(): Promise<string> {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  await migrate(database, file, migrationsBefore(310));
  database.exec(`
    INSERT INTO texts (key, role, hash, bytes) VALUES (1, 'content', 'h', 1);
    INSERT INTO datasets (key, id, name, kind, text_key, byte_order_mark_removed, created_at)
      VALUES (1, 'd', 'a.csv', 'numeric', 1, 0, 1);
    INSERT INTO analyses (key, text_key, spec, tokenizer, token_count, vocabulary_size, top_frequencies)
      VALUES (1, 1, '{}', '{}', 1, 1, '[]');
    INSERT INTO runs (key, id, name, dataset_key, analysis_key, model, train, state, parameter_count, created_at)
      VALUES (1, 'r', 'r', 1, 1, '{}', '{}', 'finished', 1, 1);
  `);
  database.close();
  return dataDir;
}

test('a run of an older studio has no preparation, and new ones keep theirs', async () => {
  const store = await openStore(await olderFolder());
  onTestFinished(() => store.close());
  const older = store.runs.get('r');
  expect(older).toMatchObject({ name: 'r', preparation: null });
  const { dataset_key, analysis_key, model, train } = older!;
  const preparation = '{"version":1}';
  store.runs.insert({
    ...{ id: 's', name: 's', dataset_key, analysis_key, preset_id: null, model, train, preparation },
    ...{ parameter_count: 1, parent: null, created_at: 2 },
  });
  expect(store.runs.get('s')).toMatchObject({ preparation });
});
