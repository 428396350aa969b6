import { expect, test } from 'vitest';
import type { RunListUpdate, RunRecord, RunUpdate } from '../../../src-main/contract/runs/run-records.ts';
import { runChanges, withChanges } from '../../../src-main/contract/runs/run-progress.ts';
import { tellListChanges, tellRunChanges } from '../../../src-main/runs/feed/tell-changes.ts';
import { aRun } from '../../renderer/studio/sample-records.ts';

async function* given<Update>(...updates: Update[]): AsyncGenerator<Update> {
  yield* updates;
}

async function all<Update>(updates: AsyncIterable<Update>): Promise<Update[]> {
  const told: Update[] = [];
  for await (const update of updates) told.push(update);
  return told;
}

const update = (run: RunRecord): RunUpdate => ({ run, steps: [], epochs: [] });
const copyOf = (run: RunRecord, changes: Partial<RunRecord> = {}): RunRecord => ({
  ...structuredClone(run),
  ...changes,
});

test('a reader is told the whole run once, then the fields that have changed, and nothing where none has', async () => {
  const run = aRun({ id: 'fox', step: 1, epoch: 0 });
  const told = await all(
    tellRunChanges(given(update(run), update(copyOf(run, { step: 2 })), update(copyOf(run, { step: 2 })))),
  );
  expect(told).toEqual([
    { type: 'run', run, steps: [], epochs: [] },
    { type: 'changes', changes: { step: 2 }, steps: [], epochs: [] },
  ]);
});

test('a field that is emptied is a change, and what stays is the same object for whoever draws it', async () => {
  const run = aRun({ id: 'fox', remainingMs: 100 });
  const [, second] = await all(tellRunChanges(given(update(run), update(copyOf(run, { remainingMs: null })))));
  const changes = second?.type === 'changes' ? second.changes : {};
  expect(changes).toEqual({ remainingMs: null });
  const now = withChanges(run, changes);
  expect(now.remainingMs).toBeNull();
  expect(now.model).toBe(run.model);
});

test('the schema of changes adds none of its own', () => {
  expect(runChanges.parse({})).toEqual({});
});

test('of a list, new runs are told whole, known ones by what has changed, also after one was deleted and restored', async () => {
  const [fox, owl] = [aRun({ id: 'fox', step: 1 }), aRun({ id: 'owl', step: 1 })];
  const updates: RunListUpdate[] = [
    { changed: [fox], deleted: [] },
    { changed: [copyOf(fox, { step: 2 }), owl], deleted: [] },
    { changed: [copyOf(fox, { step: 2 })], deleted: [] },
    { changed: [], deleted: ['fox'] },
    { changed: [fox], deleted: [] },
  ];
  expect(await all(tellListChanges(given(...updates)))).toEqual([
    { added: [fox], changed: [], deleted: [] },
    { added: [owl], changed: [{ id: 'fox', step: 2 }], deleted: [] },
    { added: [], changed: [], deleted: ['fox'] },
    { added: [fox], changed: [], deleted: [] },
  ]);
});

test('a reader of an empty list hears at once that it is empty', async () => {
  expect(await all(tellListChanges(given({ changed: [], deleted: [] })))).toEqual([
    { added: [], changed: [], deleted: [] },
  ]);
});
