import Database from 'better-sqlite3';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { migrate } from '../../../src-main/db/migrate.ts';
import { UpgradeCopies } from '../../../src-main/db/upgrade-copies.ts';
import { temporaryFolder } from '../temporary-folder.ts';

vi.mock('node:fs/promises', { spy: true });

const first = { version: 10, sql: 'CREATE TABLE words (word TEXT)' };
const second = { version: 20, sql: 'ALTER TABLE words ADD COLUMN length INTEGER' };
const third = { version: 30, sql: 'ALTER TABLE words ADD COLUMN place INTEGER' };
const broken = { version: 30, sql: 'ALTER TABLE missing ADD COLUMN y' };

async function olderDatabase() {
  const folder = temporaryFolder();
  const file = join(folder, 'kioku.db');
  const database = new Database(file);
  onTestFinished(() => void database.close());
  database.pragma('journal_mode = WAL');
  await migrate(database, file, [first]);
  database.exec(`INSERT INTO words SELECT hex(zeroblob(4000000))`);
  return { folder, file, database };
}

const versionOf = (file: string) => {
  const copy = new Database(file, { readonly: true });
  const version = copy.pragma('user_version', { simple: true });
  copy.close();
  return version;
};

test('the copy holds what is still in the log, and tells how far it is', async () => {
  const { file, database } = await olderDatabase();
  const shares: number[] = [];
  await migrate(database, file, [first, second], (share) => shares.push(share));
  expect(shares[0]).toBe(0);
  expect(shares.at(-1)).toBe(1);
  expect(shares.length).toBeGreaterThan(3);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  const copy = new Database(`${file}.before-20`, { readonly: true });
  expect(copy.prepare('SELECT length(word) FROM words').pluck().get()).toBe(8_000_000);
  copy.close();
});

test('without room for the copy nothing is touched, and the message says how much is needed', async () => {
  const { folder, file, database } = await olderDatabase();
  const before = readdirSync(folder);
  vi.mocked(statfs).mockResolvedValueOnce({ bavail: 30, bsize: 2 ** 20 } as Awaited<ReturnType<typeof statfs>>);
  await expect(migrate(database, file, [first, second])).rejects.toMatchObject({
    code: 'upgrade-needs-room',
    details: { free: 30 },
  });
  expect(database.pragma('user_version', { simple: true })).toBe(10);
  expect(readdirSync(folder)).toEqual(before);
});

test('an upgrade that was interrupted keeps the copy from before its beginning', async () => {
  const { file, database } = await olderDatabase();
  await expect(migrate(database, file, [first, second, broken])).rejects.toThrow('missing');
  expect(database.pragma('user_version', { simple: true })).toBe(20);
  await migrate(database, file, [first, second, third]);
  expect(versionOf(`${file}.before-30`)).toBe(10);
});

test('copies go after thirty days, or when somebody says so; other files stay', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'kioku.db');
  const names = ['kioku.db', 'kioku.db.before-20', 'kioku.db.before-30', 'kioku.db.before-mine', 'else.before-20'];
  for (const name of names) writeFileSync(join(folder, name), 'x');
  const monthAgo = Date.now() / 1000 - 31 * 24 * 60 * 60;
  utimesSync(join(folder, 'kioku.db.before-20'), monthAgo, monthAgo);
  const copies = new UpgradeCopies(file);
  expect(copies.list()).toHaveLength(2);
  copies.removeExpired();
  expect(copies.list().map(({ path }) => path)).toEqual([`${file}.before-30`]);
  copies.removeAll();
  expect(readdirSync(folder).toSorted()).toEqual(['else.before-20', 'kioku.db', 'kioku.db.before-mine']);
});
