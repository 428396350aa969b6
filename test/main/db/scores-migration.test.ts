import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../../../src-main/db/migrate.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { migrationsBefore } from './migrations-before.ts';

/** A data folder as a studio left it whose epochs had an accuracy alone. */
async function olderFolder(): Promise<string> {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  await migrate(database, file, migrationsBefore(210));
  database.exec(`
    INSERT INTO texts (key, role, hash, bytes) VALUES (1, 'content', 'h', 1);
    INSERT INTO datasets (key, id, name, text_key, byte_order_mark_removed, created_at) VALUES (1, 'd', 'a.txt', 1, 0, 1);
    INSERT INTO analyses (key, text_key, spec, tokenizer, token_count, vocabulary_size, top_frequencies)
      VALUES (1, 1, '{}', '{}', 1, 1, '[]');
    INSERT INTO runs (key, id, name, dataset_key, analysis_key, model, train, state, parameter_count, created_at)
      VALUES (1, 'r', 'r', 1, 1, '{}', '{}', 'finished', 1, 1);
    INSERT INTO epoch_metrics VALUES (1, 1, 10, 2.5, 2.25, 0.75, 100, 1000), (1, 2, 20, 2, NULL, NULL, 100, 2000);
  `);
  database.close();
  return dataDir;
}

test('epochs of an older studio keep their accuracy, and have nothing that it came from', async () => {
  const store = await openStore(await olderFolder());
  onTestFinished(() => store.close());
  const [first, second] = store.epochMetrics.list(1, 0);
  expect(first).toMatchObject({ validationLoss: 2.25, validationAccuracy: 0.75, validationScores: { accuracy: 0.75 } });
  expect(second).toMatchObject({ validationLoss: null, validationScores: {} });
  expect(store.epochMetrics.breakdown(1, null)).toBeNull();

  const breakdown = { kind: 'classes' as const, confusion: [[0, 1, 3]] satisfies [number, number, number][] };
  const scores = { accuracy: 0, f1Macro: 0.25 };
  store.epochMetrics.insert(1, { ...first!, epoch: 3, step: 30, validationScores: scores }, breakdown);
  expect(store.epochMetrics.list(1, 20)).toMatchObject([{ epoch: 3, validationScores: scores }]);
  expect(store.epochMetrics.breakdown(1, null)).toEqual({ epoch: 3, breakdown });
  expect(store.epochMetrics.breakdown(1, 1)).toBeNull();
});
