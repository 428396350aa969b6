import { cp, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { readArtifact } from '../exports/artifact.ts';

/** Throws, in words for a person, where something is in the way: nothing is ever overwritten. */
export async function requireFree(path: string): Promise<void> {
  const there = await stat(path).catch(() => null);
  if (there !== null && !there.isDirectory()) {
    throw new Error(`${path} is there already. Choose another name, or move it away.`);
  }
}

/**
 * Takes a file out of the studio's folder to where a person wants it: into a folder that is there, or under a new name. An archive becomes a
 * folder unless the name asks for an archive. Gives the place.
 */
export async function placeFile(file: string, path: string): Promise<string> {
  const isFolder = await stat(path).then(
    (there) => there.isDirectory(),
    () => false,
  );
  const isArchive = file.endsWith('.zip') && !path.endsWith('.zip');
  if (isArchive) {
    const folder = resolve(path);
    for (const { path: inside, bytes } of await readArtifact(file)) {
      const target = join(folder, inside);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, bytes, { flag: 'wx' });
    }
    await rm(file);
    return folder;
  }
  const target = isFolder ? join(resolve(path), basename(file)) : resolve(path);
  await requireFree(target);
  await mkdir(dirname(target), { recursive: true });
  await rename(file, target).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EXDEV') throw error;
    await cp(file, target);
    await rm(file);
  });
  return target;
}
