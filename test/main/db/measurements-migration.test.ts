import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '../../../src-main/db/migrate.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { migrationsBefore } from './migrations-before.ts';

test('data and checkpoints of an older studio are not measured yet, can be, and take what was measured along when they go', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  database.pragma('auto_vacuum = INCREMENTAL');
  await migrate(database, file, migrationsBefore(530));
  database.exec(`
    INSERT INTO texts (key, role, hash, bytes) VALUES (1, 'content', '${'a'.repeat(64)}', 3);
    INSERT INTO analyses (key, text_key, spec, tokenizer, token_count, vocabulary_size, top_frequencies)
      VALUES (1, 1, '{"minimumFrequency":1,"type":"character"}', '{}', 3, 2, '[]');
    INSERT INTO datasets (key, id, name, text_key, kind, byte_order_mark_removed, created_at)
      VALUES (1, 'd', 'old.txt', 1, 'text', 0, 1);
    INSERT INTO runs (key, id, name, dataset_key, analysis_key, model, train, state, parameter_count, created_at)
      VALUES (1, 'run', 'run', 1, 1, '{}', '{}', 'finished', 10, 1);
    INSERT INTO checkpoints (key, id, run_key, step, epoch, reason, progress, bytes, created_at)
      VALUES (1, 'c', 1, 1, 1, 'epoch', '{}', 5, 1);
  `);
  database.close();

  const store = await openStore(dataDir);
  expect(store.dataMeasurements.get(1, 'split')).toBeNull();
  expect(store.memorisations.get(1)).toBeNull();
  const measurements = { nGrams: null, dependency: null, leak: null };
  const figures = { share: 0.5, longest: 30, usualLongest: 20 };
  const found = { step: 1, temperature: 0.5, texts: 8, tokens: 200, written: figures, heldOut: null, recites: true };
  store.dataMeasurements.insert(1, 'split', measurements);
  store.memorisations.insert(1, found);
  expect(store.dataMeasurements.get(1, 'split')).toEqual(measurements);
  expect(store.memorisations.get(1)).toEqual(found);
  await store.close();

  const again = new Database(file);
  again.pragma('foreign_keys = ON');
  again.exec('DELETE FROM checkpoints; DELETE FROM runs; DELETE FROM analyses;');
  const left = again.prepare('SELECT (SELECT count(*) FROM data_measurements) + (SELECT count(*) FROM memorisations)');
  expect(left.pluck().get()).toBe(0);
  again.close();
});
