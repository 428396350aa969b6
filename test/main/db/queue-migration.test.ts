import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../../../src-main/db/migrate.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { migrationsBefore } from './migrations-before.ts';

/** A data folder as a studio left it that knew divergence only as a way of failing. */
function olderFolder(): string {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  migrate(database, file, migrationsBefore(110));
  const run = (key: number, id: string, state: string, code: string | null) =>
    `INSERT INTO runs (key, id, name, dataset_key, analysis_key, model, train, state, error_code, parameter_count, created_at)
     VALUES (${key}, '${id}', '${id}', 1, 1, '{}', '{}', '${state}', ${code === null ? 'NULL' : `'${code}'`}, 1, ${key});`;
  const event = (key: number, kind: string, error: string | null) =>
    `INSERT INTO run_events (run_key, kind, at, step, elapsed_ms, error)
     VALUES (${key}, '${kind}', 1, 1, 1, ${error === null ? 'NULL' : `'${error}'`});`;
  database.exec(`
    INSERT INTO texts (key, hash, bytes) VALUES (1, 'h', 1);
    INSERT INTO datasets (key, id, name, text_key, byte_order_mark_removed, created_at) VALUES (1, 'd', 'a.txt', 1, 0, 1);
    INSERT INTO analyses (key, text_key, spec, tokenizer, token_count, vocabulary_size, top_frequencies)
      VALUES (1, 1, '{}', '{}', 1, 1, '[]');
    ${run(1, 'grew', 'failed', 'diverged')}
    ${run(2, 'full', 'failed', 'out-of-memory')}
    ${run(3, 'done', 'finished', null)}
    ${run(4, 'lost', 'interrupted', 'engine-failed')}
    ${event(1, 'fail', '{"code":"diverged","details":{}}')}
    ${event(2, 'fail', '{"code":"out-of-memory","details":{}}')}
    ${event(3, 'finish', null)}
  `);
  database.close();
  return dataDir;
}

test('runs of an older studio keep their states, and those that diverged say so', async () => {
  const store = await openStore(olderFolder());
  onTestFinished(() => store.close());
  const states = Object.fromEntries(store.runs.list().map(({ id, state }) => [id, state]));
  expect(states).toEqual({ grew: 'diverged', full: 'failed', done: 'finished', lost: 'interrupted' });
  const kinds = [1, 2, 3].map((key) => store.runEvents.list(key).map(({ kind }) => kind));
  expect(kinds).toEqual([['diverge'], ['fail'], ['finish']]);
});
