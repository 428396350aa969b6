import Database from 'better-sqlite3';
import { createHash, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { NamedTensor, TrainingProgress } from '../../../src-engine/spec/checkpoint-spec.ts';
import { initialProgress } from '../../../src-engine/training/initial-progress.ts';
import { thinCheckpoints } from '../../../src-main/runs/checkpoints/thin-checkpoints.ts';
import { eventually } from '../../eventually.ts';
import { temporaryStore } from './temporary-store.ts';

const usualPolicy = { everyEpoch: true, everySteps: null, everyMinutes: null, keepLast: 1, keepBest: 1 };

const progressAt = (step: number): TrainingProgress => ({ ...initialProgress, step });

const tensor = (name: string, bytes: Uint8Array): NamedTensor => ({
  name,
  shape: [bytes.length / 4],
  type: 'float32',
  bytes,
});

async function setUp() {
  const { store, dataDir, addRun } = await temporaryStore();
  const save = (runKey: number, step: number, tensors: NamedTensor[], validationLoss: number | null = null) =>
    store.tensors.store(tensors, (stored) =>
      store.checkpoints.insert({
        id: `${runKey}/${step}/${tensors.length}`,
        runKey,
        reason: 'epoch',
        validationLoss,
        createdAt: 1,
        progress: progressAt(step),
        tensors: stored,
      }),
    );
  const remove = (runKey: number) => {
    store.runs.purge(runKey);
    return store.freeDisk();
  };
  const steps = (runKey: number) => store.checkpoints.list(runKey).map(({ step }) => step);
  return { store, dataDir, addRun, save, steps, remove };
}

/** Reads the file as another program would. Of a large tensor, its first piece. */
function storedTensors(dataDir: string): { hash: string; content: Buffer; is_complete: 0 | 1 }[] {
  const database = new Database(join(dataDir, 'kioku.db'), { readonly: true });
  try {
    return database
      .prepare<[], { hash: string; content: Buffer; is_complete: 0 | 1 }>(
        'SELECT hash, content, is_complete FROM tensors',
      )
      .all();
  } finally {
    database.close();
  }
}

test('a checkpoint comes back as it was saved, or only its parameters', async () => {
  const { store, addRun, save } = await setUp();
  const run = addRun('run');
  const tensors = [
    tensor('parameter/0.kernel', randomBytes(64)),
    tensor('optimizer/0.kernel/0', randomBytes(64)),
    { ...tensor('state/0.h', randomBytes(16)), shape: [2, 1], type: 'float64' as const },
  ];
  await save(run, 7, tensors);
  const row = store.checkpoints.last(run)!;
  const loaded = await store.checkpoints.load(row, '');
  expect(loaded.progress).toEqual(progressAt(7));
  expect(loaded.tensors).toEqual(tensors.map((each) => ({ ...each, bytes: new Uint8Array(each.bytes) })));
  expect((await store.checkpoints.load(row, 'parameter/')).tensors.map(({ name }) => name)).toEqual([
    'parameter/0.kernel',
  ]);
  expect(row.bytes).toBe(144);
});

test('a tensor that several checkpoints share is stored once and leaves with the last of them', async () => {
  const { dataDir, addRun, save, remove } = await setUp();
  const [one, other] = [addRun('one'), addRun('other')];
  const frozen = tensor('parameter/0.weights', randomBytes(4096));
  await save(one, 1, [frozen, tensor('parameter/1.kernel', randomBytes(64))]);
  await save(one, 2, [frozen, tensor('parameter/1.kernel', randomBytes(64))]);
  await save(other, 1, [frozen]);
  expect(storedTensors(dataDir)).toHaveLength(3);
  for (const { hash, content } of storedTensors(dataDir)) {
    expect(createHash('sha256').update(content).digest('hex')).toBe(hash);
  }
  await remove(one);
  expect(storedTensors(dataDir).map(({ content }) => content)).toEqual([frozen.bytes]);
  await remove(other);
  expect(storedTensors(dataDir)).toEqual([]);
});

test('a second checkpoint at a step takes the place of the first', async () => {
  const { store, dataDir, addRun, save, steps } = await setUp();
  const run = addRun('run');
  const shared = tensor('parameter/0.kernel', randomBytes(64));
  await save(run, 5, [shared]);
  await save(run, 5, [shared, tensor('best/0.kernel', randomBytes(64))]);
  expect(steps(run)).toEqual([5]);
  expect((await store.checkpoints.load(store.checkpoints.last(run)!, '')).tensors).toHaveLength(2);
  expect(storedTensors(dataDir)).toHaveLength(2);
});

test('the last and the best are kept, and the tensors of the others are gone', async () => {
  const { store, dataDir, addRun, save, steps } = await setUp();
  const run = addRun('run');
  const losses = [2.5, 1.2, 1.9, null, 1.1, 1.8, 1.7];
  for (const [index, loss] of losses.entries()) {
    await save(run, index + 1, [tensor('parameter/0.kernel', randomBytes(64))], loss);
  }
  const keep = (keepLast: number, keepBest: number, spaceBytes: number) =>
    thinCheckpoints(store, run, { ...usualPolicy, keepLast, keepBest, spaceBytes });
  keep(2, 2, 7 * 64);
  expect(steps(run)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  keep(2, 2, 5 * 64);
  expect(steps(run)).toEqual([1, 2, 5, 6, 7]);
  await store.freeDisk();
  expect(storedTensors(dataDir)).toHaveLength(5);
  expect(store.checkpoints.best(run)?.step).toBe(5);
  keep(1, 1, 0);
  expect(steps(run)).toEqual([1, 5, 7]);
});

test('what a pin, a name, an export or a branch relies on is kept whatever the room, and says so to the next at its step', async () => {
  const { store, addRun, save, steps } = await setUp();
  const run = addRun('run');
  for (let step = 1; step <= 9; step++) await save(run, step, [tensor('parameter/0.kernel', randomBytes(64))]);
  const at = (step: number) => store.checkpoints.list(run).find((each) => each.step === step)!;
  store.checkpoints.describe(at(3).key, { isPinned: true, name: null });
  store.checkpoints.describe(at(4).key, { isPinned: false, name: 'before the jump' });
  store.exports.insert({
    ...{ id: 'export', run_key: run, step: 6, format: 'onnx', options: '{}', file_name: 'a.onnx', bytes: 1 },
    ...{ sha256: '', certificate: '{}', created_at: 1 },
  });
  addRun('branch', { checkpointId: at(7).id });
  const thin = () => thinCheckpoints(store, run, { ...usualPolicy, spaceBytes: 0 });
  thin();
  expect(steps(run)).toEqual([1, 3, 4, 6, 7, 9]);

  await save(run, 4, [tensor('parameter/0.kernel', randomBytes(64)), tensor('state/0.h', randomBytes(64))]);
  expect(at(4)).toMatchObject({ is_pinned: 0, name: 'before the jump', bytes: 128 });
  store.checkpoints.describe(at(4).key, { isPinned: false, name: null });
  store.checkpoints.describe(at(3).key, { isPinned: false, name: null });
  thin();
  expect(steps(run)).toEqual([1, 6, 7, 9]);
});

test('without any validation loss the best is the last', async () => {
  const { store, addRun, save } = await setUp();
  const run = addRun('run');
  await save(run, 1, []);
  await save(run, 2, []);
  expect(store.checkpoints.best(run)?.step).toBe(2);
  store.checkpoints.setValidationLoss(run, 1, 3.5);
  expect(store.checkpoints.best(run)).toMatchObject({ step: 1, validation_loss: 3.5 });
});

test('deleting a run gives its disk space back', async () => {
  const { store, dataDir, addRun, save, remove } = await setUp();
  const size = () => statSync(join(dataDir, 'kioku.db')).size;
  const run = addRun('run');
  await store.freeDisk();
  const before = size();
  await save(run, 1, [tensor('parameter/0.kernel', randomBytes(8_000_000))]);
  await store.freeDisk();
  expect(size()).toBeGreaterThan(before + 8_000_000);
  await remove(run);
  expect(size()).toBeLessThan(before + 100_000);
  expect(statSync(join(dataDir, 'kioku.db-wal')).size).toBe(0);
});

test('a small write passes while a large tensor is stored, and no checkpoint is seen before all of it is', async () => {
  const { store, dataDir, addRun, save } = await setUp();
  const run = addRun('run');
  const bytes = randomBytes(24 * 2 ** 20);
  const expected = createHash('sha256').update(bytes).digest('hex');
  const saving = save(run, 1, [tensor('parameter/0.kernel', bytes)]);
  let writesBetween = 0;
  await eventually(() => {
    store.runs.describe(run, { name: `renamed ${++writesBetween}`, tags: '[]', notes: '' });
    expect(storedTensors(dataDir)).toEqual([expect.objectContaining({ is_complete: 0 })]);
  });
  expect(store.checkpoints.list(run)).toEqual([]);
  await saving;
  expect(storedTensors(dataDir)).toEqual([expect.objectContaining({ hash: expected, is_complete: 1 })]);
  const { tensors } = await store.checkpoints.load(store.checkpoints.last(run)!, '');
  expect(createHash('sha256').update(tensors[0]!.bytes).digest('hex')).toBe(expected);
  expect(store.checkpoints.last(run)?.bytes).toBe(24 * 2 ** 20);
});

test('half a tensor that an ended studio has left is swept, and the same tensor can be stored again', async () => {
  const { store, dataDir, addRun, save } = await setUp();
  const run = addRun('run');
  const bytes = randomBytes(3 * 2 ** 20);
  const deleteLast = () => {
    const { key } = store.checkpoints.last(run)!;
    store.trash.put('checkpoint', key, 1);
    store.trash.purge({ kind: 'checkpoint', key });
  };
  await save(run, 1, [tensor('parameter/0.kernel', new Uint8Array(bytes))]);
  deleteLast();
  const database = new Database(join(dataDir, 'kioku.db'));
  database.exec('UPDATE tensors SET is_complete = 0; DELETE FROM tensor_pieces WHERE ordinal = 2');
  database.close();
  await save(run, 2, [tensor('parameter/0.kernel', new Uint8Array(bytes))]);
  const [kernel] = (await store.checkpoints.load(store.checkpoints.last(run)!, '')).tensors;
  expect(bytes.equals(kernel!.bytes)).toBe(true);
  deleteLast();
  await store.freeDisk();
  expect(storedTensors(dataDir)).toEqual([]);
});
