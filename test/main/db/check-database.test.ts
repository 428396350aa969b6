import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createStream } from '../../../src-engine/random/stream.ts';
import { initialProgress } from '../../../src-engine/training/initial-progress.ts';
import { backUpDatabase } from '../../../src-main/db/backup-database.ts';
import { checkDatabase } from '../../../src-main/db/check-database.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { temporaryStore } from './temporary-store.ts';

const random = createStream(5, 'database-damage', 0);
const randomBytes = (length: number) => Buffer.from(Array.from({ length }, () => random.below(256)));

/** A text and a run of 3,000 steps with two checkpoints of 80 kB, closed. */
async function wholeDatabase(): Promise<string> {
  const { store, dataDir, addRun } = await temporaryStore();
  const runKey = addRun('Night run');
  const tensor = (name: string) => ({ name, shape: [5000], type: 'float64' as const, bytes: randomBytes(40_000) });
  for (const step of [1000, 2000]) {
    const progress = { ...initialProgress, step };
    await store.tensors.store([tensor('parameter/1.kernel'), tensor('optimizer/1.kernel/0')], (tensors) =>
      store.checkpoints.insert({
        id: String(step),
        runKey,
        reason: 'interval',
        validationLoss: null,
        createdAt: 1,
        progress,
        tensors,
      }),
    );
  }
  store.transaction(() => {
    const metrics = { epoch: 1, loss: 1, gradientNorm: 1, learningRate: 1, tokensPerSecond: 1, elapsedMs: 1 };
    store.stepMetrics.insert(
      runKey,
      Array.from({ length: 3000 }, (_, index) => ({ step: index + 1, ...metrics })),
    );
  });
  await store.close();
  const file = join(dataDir, 'kioku.db');
  const text = Buffer.from('the quick brown fox');
  change(file, (database) => {
    const hash = createHash('sha256').update(text).digest('hex');
    database.prepare('UPDATE texts SET hash = ?, bytes = ?').run(hash, text.length);
    database.prepare('UPDATE text_chunks SET content = ?').run(zstdCompressSync(text));
  });
  return file;
}

function change(file: string, work: (database: Database.Database) => void): void {
  const database = new Database(file);
  work(database);
  database.close();
}

/** Overwrites a page, from 1, from its beginning on. */
function damagePage(file: string, page: number, bytes: Buffer): void {
  const content = readFileSync(file);
  bytes.copy(content, (page - 1) * 16_384);
  writeFileSync(file, content);
}

function leafPages(file: string, table: string): number[] {
  const database = new Database(file, { readonly: true });
  const pages = database
    .prepare<[string], number>(`SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno`)
    .pluck()
    .all(table);
  database.close();
  return pages;
}

test('a whole database has no problems, before and after it is opened', async () => {
  const file = await wholeDatabase();
  const clean = {
    problems: [],
    datasets: 1,
    runs: 1,
    checkpoints: 2,
    tensors: 4,
    leftovers: 0,
    verifiedBytes: 160_019,
  };
  expect(checkDatabase(file)).toEqual(clean);
  const store = await openStore(dirname(file));
  expect(checkDatabase(file)).toEqual(clean);
  await store.close();
});

test('a damaged page is named by its table, and the studio says what to do', async () => {
  const file = await wholeDatabase();
  damagePage(file, leafPages(file, 'step_metrics')[1]!, randomBytes(4000));
  expect(checkDatabase(file).problems).toContainEqual(expect.stringMatching(/^Damaged: step_metrics page \d+/));
  const store = await openStore(dirname(file));
  const run = store.runs.get('Night run')!;
  expect(() => store.stepMetrics.listThinned(run.key, 0, 20_000)).toThrow(/malformed/);
  await expect(store.checkpoints.load(store.checkpoints.last(run.key)!, '')).resolves.toBeDefined();
  await store.close();
});

test('a damaged first page is told from a newer or an empty file', async () => {
  const file = await wholeDatabase();
  damagePage(file, 1, randomBytes(200));
  expect(checkDatabase(file).problems).toEqual([expect.stringContaining('no database')]);
  await expect(openStore(dirname(file))).rejects.toThrow(/damaged.*kioku check/);
  expect(() => checkDatabase(join(temporaryFolder(), 'none.db'))).toThrow();
});

test('a tensor and a text that are not what was saved are named', async () => {
  const file = await wholeDatabase();
  change(file, (database) => {
    database.prepare('UPDATE tensors SET content = zeroblob(40000) WHERE key = 3').run();
    database.prepare('UPDATE text_chunks SET content = ?').run(zstdCompressSync(Buffer.from('the quick brown fax')));
  });
  expect(checkDatabase(file).problems).toEqual([
    'parameter/1.kernel of the checkpoint of step 2000 of “Night run” is not what was saved.',
    'The text of “aba.txt” is not what was saved.',
  ]);
});

test('rows that refer to nothing are named, and what waits to be removed is no problem', async () => {
  const file = await wholeDatabase();
  change(file, (database) => {
    database.pragma('foreign_keys = OFF');
    database.exec(`DELETE FROM analyses; UPDATE runs SET presence = 'purging'`);
  });
  const report = checkDatabase(file);
  expect(report.problems).toEqual(['Rows of runs refer to rows of analyses that do not exist.']);
  expect(report).toMatchObject({ runs: 0, leftovers: 1 });
});

test('a backup is the whole database, also of one that is in use, and can take its place', async () => {
  const file = await wholeDatabase();
  const store = await openStore(dirname(file));
  store.runs.describe(store.runs.get('Night run')!.key, { name: 'Renamed', tags: '[]', notes: '' });
  const target = join(temporaryFolder(), 'backup.db');
  expect(backUpDatabase(file, target)).toMatchObject({ problems: [], runs: 1, checkpoints: 2, tensors: 4 });
  await store.close();
  expect(() => backUpDatabase(file, target)).toThrow(/there already/);

  const restored = temporaryFolder();
  copyFileSync(target, join(restored, 'kioku.db'));
  const again = await openStore(restored);
  expect(again.runs.list()).toMatchObject([{ name: 'Renamed', checkpoint_count: 2 }]);
  expect(existsSync(join(restored, 'kioku.db-wal'))).toBe(true); // as safe against crashes as the original
  await again.close();
});

test('of a damaged database there is no backup, and no half of one', async () => {
  const file = await wholeDatabase();
  change(file, (database) => database.prepare('UPDATE tensors SET content = zeroblob(40000) WHERE key = 1').run());
  const folder = temporaryFolder();
  expect(() => backUpDatabase(file, join(folder, 'backup.db'))).toThrow(/would not be whole: parameter\/1\.kernel/);
  damagePage(file, leafPages(file, 'step_metrics')[1]!, randomBytes(4000));
  expect(() => backUpDatabase(file, join(folder, 'backup.db'))).toThrow(/damaged/);
  expect(readdirSync(folder)).toEqual([]);
});

test('200 damaged checkpoints are refused by name', async () => {
  const file = await wholeDatabase();
  const pristine = join(temporaryFolder(), 'pristine.db');
  copyFileSync(file, pristine);
  const damages: ((database: Database.Database) => void)[] = [
    (database) => {
      const content = database.prepare<[], Buffer>('SELECT content FROM tensors WHERE key = 3').pluck().get()!;
      content[random.below(content.length)]! ^= 1 << random.below(8);
      database.prepare('UPDATE tensors SET content = ? WHERE key = 3').run(content);
    },
    (database) =>
      database.prepare('UPDATE tensors SET content = substr(content, 1, ?) WHERE key = 3').run(random.below(40_000)),
    (database) =>
      database
        .prepare('UPDATE tensors SET content = CAST(content || ? AS BLOB) WHERE key = 3')
        .run(randomBytes(1 + random.below(9))),
    (database) => {
      const shapes = ['[5000,0]', '[-1]', '[0.5]', '[5001]', '[1e300,1e300]', '"x"', '{}', '', 'null', '[null]'];
      database.prepare('UPDATE checkpoint_tensors SET shape = ? WHERE tensor_key = 3').run(shapes[random.below(10)]);
    },
    (database) => {
      const progress = ['', '{', 'null', '[]', '{}', '"2000"', '{"step":-1}', '{"step":2000}', '0', '{"step":"2000"}'];
      database.prepare('UPDATE checkpoints SET progress = ? WHERE step = 2000').run(progress[random.below(10)]);
    },
  ];
  const store = await openStore(dirname(file));
  const run = store.runs.get('Night run')!;
  const attacker = new Database(file);
  attacker.pragma('foreign_keys = OFF');
  attacker.prepare('ATTACH ? AS pristine').run(pristine);
  for (let n = 0; n < 200; n++) {
    damages[n % damages.length]!(attacker);
    const [good, bad] = store.checkpoints.list(run.key);
    await expect(store.checkpoints.load(bad!, '')).rejects.toThrow(
      expect.objectContaining({
        name: 'StudioError',
        code: 'invalid-checkpoint',
        message: expect.stringContaining('2000'),
      }),
    );
    expect((await store.checkpoints.load(good!, '')).progress.step).toBe(1000);
    for (const table of ['tensors', 'checkpoint_tensors', 'checkpoints'])
      attacker.exec(`REPLACE INTO main.${table} SELECT * FROM pristine.${table}`);
  }
  attacker.close();
  await store.close();
});
