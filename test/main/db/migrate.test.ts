import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../../../src-main/db/migrate.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const first = { version: 10, sql: "CREATE TABLE words (word TEXT); INSERT INTO words VALUES ('kept');" };
const second = { version: 20, sql: 'ALTER TABLE words ADD COLUMN length INTEGER;' };
const broken = { version: 30, sql: 'CREATE TABLE half (x); ALTER TABLE missing ADD COLUMN y;' };

function temporaryDatabase() {
  const file = join(temporaryFolder(), 'kioku.db');
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  onTestFinished(() => void database.close());
  const version = () => database.pragma('user_version', { simple: true });
  return { file, database, version };
}

test('an older file is copied, then brought up to date', async () => {
  const { file, database, version } = temporaryDatabase();
  await migrate(database, file, [first]);
  expect(existsSync(`${file}.before-10`)).toBe(false);
  await migrate(database, file, [first, second]);
  expect(version()).toBe(20);
  expect(database.prepare('SELECT word, length FROM words').get()).toEqual({ word: 'kept', length: null });
  const copy = new Database(`${file}.before-20`, { readonly: true });
  expect(copy.prepare('SELECT * FROM words').all()).toEqual([{ word: 'kept' }]);
  expect(copy.pragma('user_version', { simple: true })).toBe(10);
  copy.close();
});

test('a migration that fails leaves the file at the version before it', async () => {
  const { file, database, version } = temporaryDatabase();
  await migrate(database, file, [first]);
  await expect(migrate(database, file, [first, second, broken])).rejects.toThrow('missing');
  expect(version()).toBe(20);
  expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([]);
  await migrate(database, file, [first, second]);
});
