import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqlite } from '../../../src-main/db/handles/open-sqlite.ts';
import { temporaryFolder } from '../temporary-folder.ts';

test('a database from elsewhere cannot have its views call what the program offers to its own statements', () => {
  const file = join(temporaryFolder(), 'kioku.db');
  const open = (opened: Database.Database) => opened.function('of_the_program', () => 'called');
  const maker = open(new Database(file));
  maker.exec('CREATE VIEW trap AS SELECT of_the_program() AS word');
  expect(maker.prepare('SELECT word FROM trap').pluck().get()).toBe('called');
  maker.close();

  const opened = open(openSqlite(file));
  expect(() => opened.prepare('SELECT word FROM trap').get()).toThrow(/unsafe use of of_the_program/);
  expect(opened.prepare('SELECT of_the_program()').pluck().get()).toBe('called');
  opened.close();
});
