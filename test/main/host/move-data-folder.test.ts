import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockDataFolder } from '../../../src-main/db/lock-data-folder.ts';
import { dataFolderFiles } from '../../../src-main/host/data-folder-files.ts';
import { arrivingDatabase, moveDataFolder, type MoveProgress } from '../../../src-main/host/move-data-folder.ts';
import { removeMovedFolder } from '../../../src-main/host/remove-moved-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { importFox, openTemporaryHost } from '../temporary-host.ts';

const ignore = () => undefined;

test('what a studio has kept is all there in the new folder, and the old one is gone when it is no longer needed', async () => {
  const home = temporaryFolder();
  const [from, to] = [join(home, 'old'), join(home, 'deep/new')];
  const host = await openTemporaryHost({ dataDir: from });
  const datasetId = await importFox(host);
  await host.close();
  mkdirSync(join(from, 'exports/e1'), { recursive: true });
  writeFileSync(join(from, 'exports/e1/fox.onnx'), 'a network');
  writeFileSync(join(from, 'serve-token'), 'secret', { mode: 0o600 });

  const files = await dataFolderFiles(from);
  const progress: MoveProgress[] = [];
  await moveDataFolder(from, to, (each) => progress.push(each));
  expect(existsSync(join(from, 'kioku.db'))).toBe(true);
  expect(readFileSync(join(to, 'exports/e1/fox.onnx'), 'utf8')).toBe('a network');
  const moved = await openTemporaryHost({ dataDir: to });
  expect(await moved.client.datasets.get({ datasetId })).toMatchObject({ name: 'fox.txt' });
  if (process.platform !== 'win32') expect(statSync(join(to, 'serve-token')).mode & 0o777).toBe(0o600);
  const { bytesTotal } = progress[0];
  expect(progress.filter(({ stage }) => stage === 'copying').at(-1)?.bytesDone).toBe(bytesTotal);
  expect(progress.at(-1)).toEqual({ stage: 'checking', bytesDone: bytesTotal, bytesTotal });

  await removeMovedFolder(from, files);
  expect(existsSync(from)).toBe(false);
});

test('a folder that a studio uses is not moved', async () => {
  const from = temporaryFolder();
  await openTemporaryHost({ dataDir: from });
  await expect(moveDataFolder(from, join(temporaryFolder(), 'new'), ignore)).rejects.toMatchObject({
    code: 'data-folder-locked',
  });
});

test('while it is moved, nobody can open either folder', async () => {
  const [from, to] = [temporaryFolder(), temporaryFolder()];
  writeFileSync(join(from, 'kioku.db'), 'x');
  let attempts = 0;
  await moveDataFolder(from, to, () => {
    attempts += 1;
    for (const folder of [from, to]) expect(() => lockDataFolder(folder)).toThrow(/is using the data folder/);
  });
  expect(attempts).toBeGreaterThan(0);
});

test.each([
  ['a folder within it', (from: string) => join(from, 'inner')],
  ['the folder around it', (from: string) => join(from, '..')],
  ['itself', (from: string) => from],
])('it is not moved to %s', async (_, toOf) => {
  const from = join(temporaryFolder(), 'data');
  mkdirSync(from);
  await expect(moveDataFolder(from, toOf(from), ignore)).rejects.toMatchObject({ code: 'folder-refused' });
});

test('a folder that holds something else is left as it is', async () => {
  const [from, to] = [temporaryFolder(), temporaryFolder()];
  writeFileSync(join(from, 'kioku.db'), 'x');
  writeFileSync(join(to, 'holiday.jpg'), 'picture');
  await expect(moveDataFolder(from, to, ignore)).rejects.toMatchObject({
    code: 'folder-refused',
    message: expect.stringContaining('not empty'),
  });
  expect(readdirSync(to)).toContain('holiday.jpg');
  expect(readdirSync(to)).not.toContain('kioku.db');
});

test('a copy that is not what it was copied from is refused and removed', async () => {
  const [from, to] = [temporaryFolder(), temporaryFolder()];
  writeFileSync(join(from, 'kioku.db'), 'everything');
  const moving = moveDataFolder(from, to, ({ stage }) => {
    // As on a failing disk: what was written is not what was meant.
    if (stage === 'copying') writeFileSync(join(to, arrivingDatabase), 'nonsense!!');
  });
  await expect(moving).rejects.toMatchObject({
    code: 'folder-refused',
    message: expect.stringContaining('did not arrive'),
  });
  expect(readdirSync(to)).toEqual(['host.lock']);
  expect(readFileSync(join(from, 'kioku.db'), 'utf8')).toBe('everything');
});

test('a move that is cut off leaves nothing that looks like a studio, and can be begun anew', async () => {
  const [from, to] = [temporaryFolder(), temporaryFolder()];
  writeFileSync(join(from, 'kioku.db'), 'everything');
  for (const folder of [from, to]) mkdirSync(join(folder, 'exports/e1'), { recursive: true });
  writeFileSync(join(from, 'exports/e1/fox.onnx'), 'a network');
  const names: string[] = [];
  const looking = temporaryFolder();
  await moveDataFolder(from, looking, () => names.push(...readdirSync(looking)));
  expect(names).toContain(arrivingDatabase);
  expect(names).not.toContain('kioku.db');

  // As a process leaves it that was ended in the middle.
  writeFileSync(join(to, arrivingDatabase), 'everyth');
  writeFileSync(join(to, 'exports/e1/fox.onnx'), 'a net');
  await moveDataFolder(from, to, ignore);
  expect(readFileSync(join(to, 'kioku.db'), 'utf8')).toBe('everything');
  expect(readFileSync(join(to, 'exports/e1/fox.onnx'), 'utf8')).toBe('a network');
  expect(readdirSync(to)).not.toContain(arrivingDatabase);

  // What somebody has put there since is not removed.
  const busy = temporaryFolder();
  writeFileSync(join(busy, arrivingDatabase), 'everyth');
  writeFileSync(join(busy, 'holiday.jpg'), 'picture');
  await expect(moveDataFolder(from, busy, ignore)).rejects.toThrow('not empty');
  expect(readdirSync(busy)).toContain('holiday.jpg');
});

test('what else lies in the old folder stays there', async () => {
  const from = temporaryFolder();
  writeFileSync(join(from, 'kioku.db'), 'everything');
  const files = await dataFolderFiles(from);
  writeFileSync(join(from, 'notes.txt'), 'mine');
  await removeMovedFolder(from, files);
  expect(readdirSync(from)).toEqual(['notes.txt']);
});
