import Database from 'better-sqlite3';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkDatabase } from '../../../src-main/db/check-database.ts';
import { checkNodeVersion } from '../../../src-main/db/check-node-version.ts';
import { migrate } from '../../../src-main/db/migrate.ts';
import { initial } from '../../../src-main/db/migrations/0010-initial.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const withCode = (code: string) => expect.objectContaining({ name: 'StudioError', code });

test('a new data folder is created, for its owner only, and opens again', () => {
  const dataDir = join(temporaryFolder(), 'deep', 'down');
  openStore(dataDir).close();
  if (process.platform !== 'win32') expect(statSync(dataDir).mode & 0o077).toBe(0);
  const store = openStore(dataDir);
  expect(store.runs.list()).toEqual([]);
  store.close();
  expect(existsSync(join(dataDir, 'host.pid'))).toBe(false);
});

test('a folder that is open already is refused, and free again afterwards', () => {
  const dataDir = temporaryFolder();
  const first = openStore(dataDir);
  expect(() => openStore(dataDir)).toThrow(withCode('data-folder-locked'));
  expect(() => openStore(dataDir)).toThrow(`process ${process.pid}`);
  first.close();
  openStore(dataDir).close();
});

test('a path where no folder can be made is refused', () => {
  const file = join(temporaryFolder(), 'a-file');
  writeFileSync(file, '');
  expect(() => openStore(join(file, 'data'))).toThrow(withCode('data-folder-unwritable'));
});

test('a path where the system makes no folders is refused at once', ({ skip }) => {
  skip(process.platform !== 'linux', '/proc is a folder of Linux.');
  expect(() => openStore('/proc/kioku/data')).toThrow(withCode('data-folder-unwritable'));
});

test('a file of a newer studio is refused and left as it is', () => {
  const dataDir = temporaryFolder();
  openStore(dataDir).close();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  database.pragma('user_version = 99999');
  database.close();
  const before = readFileSync(file);
  expect(() => openStore(dataDir)).toThrow(withCode('database-newer'));
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a file of the first version opens with the runs that are in it, and a copy of it is kept', () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  migrate(database, file, [initial]);
  database.exec(`
    INSERT INTO texts VALUES (1, 'hash', 3);
    INSERT INTO analyses VALUES (1, 1, '{"minimumFrequency":1,"type":"character"}', '{}', 3, 2, '[]');
    INSERT INTO datasets VALUES (1, 'd', 'old.txt', 1, NULL, 0, 1);
    INSERT INTO runs (id, name, dataset_key, analysis_key, model, train, state, parameter_count, created_at)
      VALUES ('r', 'Old run', 1, 1, '{}', '{}', 'finished', 10, 1);
  `);
  database.close();
  expect(checkDatabase(file)).toMatchObject({ runs: 1, leftovers: 0 });
  const store = openStore(dataDir);
  expect(store.runs.list()).toMatchObject([{ name: 'Old run', tags: '[]', notes: '', parent: null, step: 0 }]);
  store.close();
  expect(readdirSync(dataDir)).toContainEqual(expect.stringMatching(/^kioku\.db\.before-\d+$/));
});

test('a file that is no database is refused and left as it is', () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const content = Buffer.alloc(20_000, 'not a database ');
  writeFileSync(file, content);
  expect(() => openStore(dataDir)).toThrow(withCode('database-damaged'));
  expect(readFileSync(file).equals(content)).toBe(true);
  expect(() => openStore(dataDir)).toThrow(withCode('database-damaged')); // and not locked
});

test.each(['20.19.4', '18.0.0', '22.14.0'])('Node %s is told from one that can run the studio', (version) => {
  expect(() => checkNodeVersion(version)).toThrow(/needs Node 22\.15 or newer.*npm/);
});

test.each(['22.15.0', '24.0.0', '100.1.0'])('Node %s is new enough', (version) => {
  expect(() => checkNodeVersion(version)).not.toThrow();
});
