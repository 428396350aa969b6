import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { initialProgress } from '../../../src-engine/training/initial-progress.ts';
import { checkDatabase } from '../../../src-main/db/check-database.ts';
import { checkNodeVersion } from '../../../src-main/db/check-node-version.ts';
import { migrate } from '../../../src-main/db/migrate.ts';
import { initial } from '../../../src-main/db/migrations/0010-initial.ts';
import { imports } from '../../../src-main/db/migrations/0020-imports.ts';
import { runLifecycle } from '../../../src-main/db/migrations/0030-run-lifecycle.ts';
import { models } from '../../../src-main/db/migrations/0040-models.ts';
import { stepInsights } from '../../../src-main/db/migrations/0050-step-insights.ts';
import { textUnits } from '../../../src-main/db/migrations/0060-text-units.ts';
import { runEvents } from '../../../src-main/db/migrations/0070-run-events.ts';
import { tokenCounts } from '../../../src-main/db/migrations/0080-token-counts.ts';
import { exportsAndArrivals } from '../../../src-main/db/migrations/0090-exports-and-arrivals.ts';
import { errorDetails } from '../../../src-main/db/migrations/0100-error-details.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { temporaryStore } from './temporary-store.ts';

const withCode = (code: string) => expect.objectContaining({ name: 'StudioError', code });

test('a new data folder is created, for its owner only, and opens again', async () => {
  const dataDir = join(temporaryFolder(), 'deep', 'down');
  await (await openStore(dataDir)).close();
  if (process.platform !== 'win32') expect(statSync(dataDir).mode & 0o077).toBe(0);
  const store = await openStore(dataDir);
  expect(store.runs.list()).toEqual([]);
  await store.close();
  expect(existsSync(join(dataDir, 'host.pid'))).toBe(false);
});

test('a folder that is open already is refused, and free again afterwards', async () => {
  const dataDir = temporaryFolder();
  const first = await openStore(dataDir);
  await expect(openStore(dataDir)).rejects.toThrow(withCode('data-folder-locked'));
  await expect(openStore(dataDir)).rejects.toThrow(`process ${process.pid}`);
  await first.close();
  await (await openStore(dataDir)).close();
});

test('a path where no folder can be made is refused', async () => {
  const file = join(temporaryFolder(), 'a-file');
  writeFileSync(file, '');
  await expect(openStore(join(file, 'data'))).rejects.toThrow(withCode('data-folder-unwritable'));
});

test('a path where the system makes no folders is refused at once', async ({ skip }) => {
  skip(process.platform !== 'linux', '/proc is a folder of Linux.');
  await expect(openStore('/proc/kioku/data')).rejects.toThrow(withCode('data-folder-unwritable'));
});

test('a file of a newer studio is refused and left as it is', async () => {
  const dataDir = temporaryFolder();
  await (await openStore(dataDir)).close();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  database.pragma('user_version = 99999');
  database.close();
  const before = readFileSync(file);
  await expect(openStore(dataDir)).rejects.toThrow(withCode('database-newer'));
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a file of the first version opens with the runs that are in it, and a copy of it is kept', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  await migrate(database, file, [initial]);
  database.exec(`
    INSERT INTO texts VALUES (1, 'hash', 3);
    INSERT INTO analyses VALUES (1, 1, '{"minimumFrequency":1,"type":"character"}', '{}', 3, 2, '[]');
    INSERT INTO datasets VALUES (1, 'd', 'old.txt', 1, NULL, 0, 1);
    INSERT INTO runs (id, name, dataset_key, analysis_key, model, train, state, parameter_count, created_at)
      VALUES ('r', 'Old run', 1, 1, '{}', '{}', 'finished', 10, 1);
  `);
  database.close();
  expect(checkDatabase(file)).toMatchObject({ runs: 1, leftovers: 0 });
  const store = await openStore(dataDir);
  expect(store.runs.list()).toMatchObject([{ name: 'Old run', tags: '[]', notes: '', parent: null, step: 0 }]);
  await store.close();
  expect(readdirSync(dataDir)).toContainEqual(expect.stringMatching(/^kioku\.db\.before-\d+$/));
});

test('texts and tensors of an older file are what they were, by a column and in one piece', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  database.pragma('page_size = 16384');
  database.pragma('auto_vacuum = INCREMENTAL');
  await migrate(database, file, [initial, imports, runLifecycle, models, stepInsights, textUnits, runEvents]);
  await migrate(database, file, [tokenCounts, exportsAndArrivals, errorDetails]);
  const bytes = Buffer.alloc(3_000_000, 'weights ');
  const hash = createHash('sha256').update(bytes).digest('hex');
  database.exec(`
    INSERT INTO texts VALUES (1, '${'a'.repeat(64)}', 3), (2, 'tokenizer 0b5e', 0), (3, 'unfinished 77aa', 0);
    INSERT INTO text_chunks VALUES (1, 0, 'zstd', x'00'), (3, 0, 'zstd', x'00');
    INSERT INTO analyses (text_key, spec, tokenizer, token_count, vocabulary_size, top_frequencies)
      VALUES (2, '{"minimumFrequency":1,"type":"character"}', '{}', 3, 2, '[]');
    INSERT INTO datasets (id, name, text_key, byte_order_mark_removed, created_at) VALUES ('d', 'old.txt', 1, 0, 1);
    INSERT INTO runs (id, name, dataset_key, analysis_key, model, train, state, parameter_count, created_at)
      VALUES ('r', 'Old run', 1, 1, '{}', '{}', 'finished', 10, 1);
    INSERT INTO checkpoints VALUES (1, 'c', 1, 5, 0, 'finish', NULL, '${JSON.stringify({ ...initialProgress, step: 5 })}', 3000000, 1);
  `);
  database.prepare('INSERT INTO tensors VALUES (1, ?, ?)').run(hash, bytes);
  database.exec(`INSERT INTO checkpoint_tensors VALUES (1, 0, 'parameter/1.kernel', '[750000]', 'float32', 1)`);
  database.close();

  const store = await openStore(dataDir);
  expect(store.datasets.list()).toMatchObject([{ name: 'old.txt', hash: 'a'.repeat(64), bytes: 3 }]);
  const { tensors } = await store.checkpoints.load(store.checkpoints.last(store.runs.get('r')!.key)!, '');
  expect(bytes.equals(tensors[0]!.bytes)).toBe(true);
  expect(store.texts.discardUnfinished()).toBe(true);
  store.runs.purge(store.runs.get('r')!.key);
  await store.freeDisk();
  const { key } = store.datasets.get('d')!;
  store.trash.put('dataset', key, 1);
  store.trash.purge({ kind: 'dataset', key });
  await store.freeDisk();
  await store.close();
  const left = new Database(file);
  const count = (table: string) => left.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  expect(['texts', 'text_chunks', 'analyses', 'tensors', 'tensor_pieces'].map(count)).toEqual([0, 0, 0, 0, 0]);
  expect(left.pragma('foreign_key_check')).toEqual([]);
  left.close();
  const empty = temporaryFolder();
  await (await openStore(empty)).close();
  expect(statSync(file).size).toBeLessThan(statSync(join(empty, 'kioku.db')).size + 100_000);
});

test('a file that is no database is refused and left as it is', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const content = Buffer.alloc(20_000, 'not a database ');
  writeFileSync(file, content);
  await expect(openStore(dataDir)).rejects.toThrow(withCode('database-damaged'));
  expect(readFileSync(file).equals(content)).toBe(true);
  await expect(openStore(dataDir)).rejects.toThrow(withCode('database-damaged')); // and not locked
});

test.each(['20.19.4', '18.0.0', '22.14.0'])('Node %s is told from one that can run the studio', (version) => {
  expect(() => checkNodeVersion(version)).toThrow(/needs Node 22\.15 or newer.*npm/);
});

test.each(['22.15.0', '24.0.0', '100.1.0'])('Node %s is new enough', (version) => {
  expect(() => checkNodeVersion(version)).not.toThrow();
});

test('a swift transaction is seen at once and undone as a whole, also within another one', async () => {
  const { store, addRun } = await temporaryStore();
  store.swiftTransaction(() => addRun('kept'));
  expect(() =>
    store.swiftTransaction(() => {
      addRun('undone');
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(() =>
    store.transaction(() => {
      store.swiftTransaction(() => addRun('inner'));
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(store.runs.list().map(({ id }) => id)).toEqual(['kept']);
});
