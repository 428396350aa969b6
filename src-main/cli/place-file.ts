import { cp, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { readArtifact } from '../exports/artifact.ts';

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/**
 * Throws, in words for a person, where nothing can be put: something is in the way that is not to be overwritten, or the folder that it is to
 * be in is not there. That one is never made: it may be on a disk that was taken away, or misspelt.
 */
export async function requirePlace(path: string, { overwrites = false } = {}): Promise<void> {
  if (await isFolder(path)) return;
  if (!overwrites && (await stat(path).catch(() => null)) !== null)
    throw new Error(`${path} is there already. Choose another name, move it away, or say --overwrite.`);
  const folder = dirname(resolve(path));
  if (!(await isFolder(folder)))
    throw new Error(
      `There is no folder ${folder}. Make it, or connect the disk that it is on, or choose another place.`,
    );
}

/**
 * Takes a file out of the studio's folder to where a person wants it: into a folder that is there, or under a new name. An archive becomes a
 * folder unless the name asks for an archive. Gives the place. Where it cannot be put there, it stays where it was, and the error says so.
 */
export async function placeFile(file: string, path: string, { overwrites = false } = {}): Promise<string> {
  try {
    if (file.endsWith('.zip') && !path.endsWith('.zip')) return await unpack(file, resolve(path), overwrites);
    const target = (await isFolder(path)) ? join(resolve(path), basename(file)) : resolve(path);
    await requirePlace(target, { overwrites });
    await move(file, target);
    return target;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${why}\nThe export is kept as ${file}`, { cause: error });
  }
}

async function unpack(archive: string, folder: string, overwrites: boolean): Promise<string> {
  await requirePlace(folder);
  for (const { path, bytes } of await readArtifact(archive)) {
    const target = join(folder, path);
    await makeFolderFrom(folder, dirname(target));
    await writeFile(target, bytes, { flag: overwrites ? 'w' : 'wx' });
  }
  await rm(archive);
  return folder;
}

/** Makes `top` and what is missing from there to `path`, and nothing above. */
async function makeFolderFrom(top: string, path: string): Promise<void> {
  if (path !== top) await makeFolderFrom(top, dirname(path));
  if (!(await isFolder(path))) await mkdir(path);
}

async function move(file: string, target: string): Promise<void> {
  try {
    await rename(file, target);
  } catch (error) {
    // On another disk.
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await cp(file, target).catch(async (failure: unknown) => {
      await rm(target, { force: true }); // half of it would be worse than nothing
      throw failure;
    });
    await rm(file);
  }
}
