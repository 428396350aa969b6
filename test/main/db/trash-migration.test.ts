import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryStore } from './temporary-store.ts';

/** Takes the file back to the schema of before there was a trash. */
function makeOlder(file: string): void {
  const database = new Database(file);
  database.exec(`
    ALTER TABLE runs ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;
    UPDATE runs SET deleted = 1 WHERE id = 'leaving';
    UPDATE runs SET deleted = 2 WHERE id = 'arriving';
    ${['runs', 'datasets', 'checkpoints', 'models']
      .map((table) => `ALTER TABLE ${table} DROP COLUMN presence; ALTER TABLE ${table} DROP COLUMN trashed_at;`)
      .join('\n')}
    DROP TABLE notices;
    PRAGMA user_version = 100;`);
  database.close();
}

test('runs that were deleted, or on their way in, by a number are so by name, and all else is there', async () => {
  const { store, dataDir, addRun } = temporaryStore();
  for (const id of ['kept', 'leaving', 'arriving']) addRun(id);
  store.close();
  const file = join(dataDir, 'kioku.db');
  makeOlder(file);

  const newer = openStore(dataDir);
  expect(newer.runs.list().map(({ id }) => id)).toEqual(['kept']);
  expect(newer.datasets.list().map(({ id }) => id)).toEqual(['dataset']);
  expect(newer.trash.list()).toEqual([]);
  const database = new Database(file);
  const presences = () => database.prepare('SELECT id, presence FROM runs ORDER BY key').raw().all();
  expect(presences()).toEqual([
    ['kept', 'present'],
    ['leaving', 'purging'],
    ['arriving', 'arriving'],
  ]);
  expect(() => database.exec(`UPDATE runs SET presence = 'deleted'`)).toThrow('CHECK');
  newer.runs.purgeArriving();
  await newer.freeDisk();
  expect(presences()).toEqual([['kept', 'present']]);
  database.close();
  newer.close();
  expect(readFileSync(`${file}.before-120`).length).toBeGreaterThan(0);
});
