import Database from 'better-sqlite3';
import { join } from 'node:path';
import { migrate } from '../../../src-main/db/migrate.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { migrationsBefore } from './migrations-before.ts';

/** Makes the data folder of a studio from before a migration, with one run, of key 1, and what `statements` add. */
export async function folderOfOlderStudio(version: number, statements = ''): Promise<string> {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  database.pragma('auto_vacuum = INCREMENTAL');
  await migrate(database, file, migrationsBefore(version));
  database.exec(`
    INSERT INTO texts (key, role, hash, bytes) VALUES (1, 'content', '${'a'.repeat(64)}', 3);
    INSERT INTO analyses (key, text_key, spec, tokenizer, token_count, vocabulary_size, top_frequencies)
      VALUES (1, 1, '{"minimumFrequency":1,"type":"character"}', '{}', 3, 2, '[]');
    INSERT INTO datasets (key, id, name, text_key, kind, byte_order_mark_removed, created_at)
      VALUES (1, 'd', 'old.txt', 1, 'text', 0, 1);
    INSERT INTO runs (key, id, name, dataset_key, analysis_key, model, train, state, parameter_count, created_at)
      VALUES (1, 'run', 'run', 1, 1, '{}', '{}', 'finished', 10, 1);
    ${statements}
  `);
  database.close();
  return dataDir;
}
