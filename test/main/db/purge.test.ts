import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryStore } from './temporary-store.ts';

const tables = ['runs', 'step_metrics', 'step_extremes', 'epoch_metrics', 'checkpoints', 'step_insights'];

/** Rows of other runs than this one, and of this one, read as another program would. */
function countRows(dataDir: string, runKey: number): { others: number; own: number } {
  const database = new Database(join(dataDir, 'kioku.db'), { readonly: true });
  const count = (condition: string) =>
    tables.reduce((sum, table) => {
      const column = table === 'runs' ? 'key' : 'run_key';
      const sql = `SELECT count(*) FROM ${table} WHERE ${column} ${condition} ?`;
      return sum + Number(database.prepare(sql).pluck().get(runKey));
    }, 0);
  const counts = { others: count('<>'), own: count('=') };
  database.close();
  return counts;
}

async function twoRuns() {
  const { store, dataDir, addRun } = await temporaryStore();
  const [kept, deleted] = [addRun('kept'), addRun('deleted')];
  const metrics = { epoch: 1, loss: 1, gradientNorm: 1, learningRate: 1, tokensPerSecond: 1, elapsedMs: 1 };
  const steps = Array.from({ length: 12_000 }, (_, index) => ({ step: index + 1, ...metrics }));
  for (const key of [kept, deleted]) store.transaction(() => store.stepMetrics.insert(key, steps));
  return { store, dataDir, deleted };
}

test('a deleted run is gone at once, its rows leave between other calls, and others keep theirs', async () => {
  const { store, dataDir, deleted } = await twoRuns();
  const { others } = countRows(dataDir, deleted);
  store.runs.purge(deleted);
  expect(store.runs.list().map(({ id }) => id)).toEqual(['kept']);
  let turns = 0;
  let counting = setImmediate(function count() {
    turns++;
    counting = setImmediate(count);
  });
  await store.freeDisk();
  clearImmediate(counting);
  expect(turns).toBeGreaterThan(1);
  expect(countRows(dataDir, deleted)).toEqual({ others, own: 0 });
});

test('a deletion that a crash cut short is not seen again, and the next start ends it', async () => {
  const { store, dataDir, deleted } = await twoRuns();
  store.runs.purge(deleted);
  void store.freeDisk(); // its first piece is deleted before anything else happens
  await store.close();
  expect(countRows(dataDir, deleted).own).toBeGreaterThan(0);
  const next = await openStore(dataDir);
  expect(next.runs.get('deleted')).toBeUndefined();
  await next.freeDisk();
  await next.close();
  expect(countRows(dataDir, deleted).own).toBe(0);
});
