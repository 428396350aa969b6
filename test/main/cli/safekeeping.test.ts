import Database from 'better-sqlite3';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { foxText } from '../fox-text.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { endRunning, jsonLines, kioku, understood } from './spawn-cli.ts';

afterEach(endRunning);

/** A data folder with a run of a few steps. */
async function trainedFolder(): Promise<string> {
  const folder = temporaryFolder();
  const data = join(folder, 'fox.txt');
  writeFileSync(data, foxText);
  const dataDir = join(folder, 'data');
  const trained = await kioku('train', '--data', data, '--max-steps', '1', '--data-dir', dataDir, '--json');
  expect(trained.stderr).toMatch(understood);
  return dataDir;
}

test('a run is extended, kept in a backup, deleted, and there again with the backup', async () => {
  const dataDir = await trainedFolder();
  const extended = await kioku('resume', '--run', 'last', '--epochs', '1', '--data-dir', dataDir, '--json');
  expect(jsonLines(extended.stdout).at(-1)).toMatchObject({ type: 'done', step: 2 });

  const file = join(temporaryFolder(), 'backup.db');
  const backup = await kioku('backup', file, '--data-dir', dataDir);
  expect(backup).toMatchObject({ code: 0, stderr: '' });
  expect(backup.stdout).toMatch(/1 dataset, 1 run, \d checkpoints?, .*whole/);
  expect((await kioku('backup', file, '--data-dir', dataDir)).stderr).toContain('is there already');
  const nowhere = join(temporaryFolder(), 'no', 'backup.db');
  expect((await kioku('backup', nowhere, '--data-dir', dataDir)).stderr).toBe(
    `${nowhere} cannot be written. Choose a folder that exists and can be written.\n`,
  );

  const [run] = jsonLines((await kioku('runs', '--data-dir', dataDir, '--json')).stdout);
  const deleted = await kioku('runs', '--delete', String(run?.['id']).slice(0, 8), '--data-dir', dataDir);
  expect(deleted.stdout).toContain('is deleted');
  expect((await kioku('runs', '--data-dir', dataDir)).stdout).toContain('no run yet');
  expect(jsonLines((await kioku('check', file, '--json')).stdout)).toMatchObject([{ problems: [], runs: 1 }]);
});

test('a check ends with 0 where all is whole and with 1 where something is not, and names it', async () => {
  const dataDir = await trainedFolder();
  const whole = await kioku('check', '--data-dir', dataDir);
  expect(whole).toMatchObject({ code: 0, stderr: '' });
  expect(whole.stdout).toContain('all whole');
  const database = new Database(join(dataDir, 'kioku.db'));
  database.prepare('UPDATE tensors SET content = zeroblob(length(content)) WHERE key = 1').run();
  database.close();
  const damaged = await kioku('check', '--data-dir', dataDir);
  expect(damaged.code).toBe(1);
  expect(damaged.stdout).toMatch(/parameter\/\S+ of the checkpoint of step 0 of .* is not what was saved/);
  const refused = await kioku('backup', join(dataDir, 'copy.db'), '--data-dir', dataDir);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('would not be whole') });
  expect(existsSync(join(dataDir, 'copy.db'))).toBe(false);
});

test('what is not there cannot be checked', async () => {
  const missing = await kioku('check', join(temporaryFolder(), 'none.db'));
  expect(missing).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('There is no file') });
  expect((await kioku('backup')).code).toBe(2);
});
