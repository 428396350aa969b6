import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DetailsOf } from '../../src-engine/spec/engine-errors.ts';
import { StudioError, type studioErrors } from '../contract/errors.ts';
import { lockDataFolder } from '../db/lock-data-folder.ts';
import { makeFolder } from '../db/make-folder.ts';
import { boundToHost, dataFolderFiles, isWithin, type DataFolderFile } from './data-folder-files.ts';

export interface MoveProgress {
  stage: 'copying' | 'checking';
  bytesDone: number;
  bytesTotal: number;
}

/**
 * Copies a data folder that no host uses to an empty place, and reads the copy back. Both folders are locked meanwhile, and the old one is
 * only read. Throws `folder-refused`, having removed what it has copied, and `data-folder-locked`.
 */
export async function moveDataFolder(
  from: string,
  to: string,
  onProgress: (progress: MoveProgress) => void,
): Promise<void> {
  if (isWithin(from, to) || isWithin(to, from)) {
    throw refused('The new folder and the present one lie in each other. Choose a folder elsewhere.', {
      reason: 'nested',
    });
  }
  const lock = lockDataFolder(from);
  try {
    makeFolder(to);
    const targetLock = lockDataFolder(to);
    try {
      await copyAndCheck(from, to, onProgress);
    } finally {
      targetLock.release();
    }
  } catch (error) {
    if (error instanceof StudioError || !(error instanceof Error) || !('syscall' in error)) throw error;
    throw refused(`${error.message}. Choose another folder, or free some space.`, {
      reason: 'failed',
      detail: error.message,
    });
  } finally {
    lock.release();
  }
}

const database = 'kioku.db';
/** The database has its own name only when everything has arrived: a folder that has one is opened, not moved to. */
export const arrivingDatabase = 'kioku.db.moving';

const nameThere = (path: string): string => (path === database ? arrivingDatabase : path);

async function copyAndCheck(from: string, to: string, onProgress: (progress: MoveProgress) => void): Promise<void> {
  // First of all what shows that a copy is under way.
  const files = (await dataFolderFiles(from)).toSorted(
    (a, b) => Number(b.path === database) - Number(a.path === database),
  );
  await removeUnfinishedCopy(to, files);
  const present = (await readdir(to)).filter((name) => !boundToHost.has(name));
  if (present.length > 0) {
    throw refused(`${to} is not empty. Choose an empty folder, or make a new one.`, {
      reason: 'not-empty',
      folder: to,
    });
  }
  const bytesTotal = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const { bavail, bsize } = await statfs(to);
  if (bavail * bsize < bytesTotal) {
    const needed = Math.ceil(bytesTotal / 2 ** 20);
    throw refused(`There is not enough space at ${to}: ${needed} MB are needed.`, {
      reason: 'no-space',
      folder: to,
      needed,
    });
  }
  try {
    const digests: string[] = [];
    let bytesDone = 0;
    const tell = (stage: MoveProgress['stage']) => (bytes: number) =>
      onProgress({ stage, bytesDone: (bytesDone += bytes), bytesTotal });
    for (const { path } of files)
      digests.push(await copyFile(join(from, path), join(to, nameThere(path)), tell('copying')));
    bytesDone = 0;
    for (const [index, { path }] of files.entries()) {
      if ((await digestOf(join(to, nameThere(path)), tell('checking'))) !== digests[index]) {
        throw refused(`${path} did not arrive at ${to} as it was. The disk may be failing; choose another one.`, {
          reason: 'copy-differs',
          file: path,
          folder: to,
        });
      }
    }
    if (files.some(({ path }) => path === database)) await rename(join(to, arrivingDatabase), join(to, database));
  } catch (error) {
    for (const name of await readdir(to)) if (!boundToHost.has(name)) await rm(join(to, name), { recursive: true });
    throw error;
  }
}

/** Lists what an interrupted move has left, by the names of the moved files; other things are none of its making. */
async function removeUnfinishedCopy(to: string, files: readonly DataFolderFile[]): Promise<void> {
  if (!(await readdir(to)).includes(arrivingDatabase)) return;
  for (const { path } of files) {
    await rm(join(to, nameThere(path)), { force: true });
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder))
      await rmdir(join(to, folder)).catch(() => undefined); // it is not empty yet
  }
}

/** Returns the sha-256 of the bytes read. The copy is on the disk when it returns. */
async function copyFile(from: string, to: string, onBytes: (bytes: number) => void): Promise<string> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const { mode } = await stat(from);
  const target = await open(to, 'wx', mode);
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(from), async function (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        await target.writeFile(chunk);
        onBytes(chunk.length);
      }
    });
    await target.sync();
  } finally {
    await target.close();
  }
  return hash.digest('hex');
}

async function digestOf(file: string, onBytes: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    onBytes(chunk.length);
  }
  return hash.digest('hex');
}

const refused = (message: string, details: DetailsOf<(typeof studioErrors)['folder-refused']>) =>
  new StudioError('folder-refused', message, details);
