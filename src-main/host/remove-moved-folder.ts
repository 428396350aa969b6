import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { boundToHost, type DataFolderFile } from './data-folder-files.ts';

/** Removes from a data folder the files that were moved out of it, and the folder too if nothing else is in it. */
export async function removeMovedFolder(from: string, files: readonly DataFolderFile[]): Promise<void> {
  for (const { path } of files) await rm(join(from, path), { force: true });
  for (const name of boundToHost) await rm(join(from, name), { recursive: true, force: true });
  const folders = (await readdir(from, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isDirectory(),
  );
  const deepestFirst = folders
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort((a, b) => b.length - a.length);
  // Other files that somebody keeps there stay, with their folders.
  for (const folder of [...deepestFirst, from]) await rmdir(folder).catch(() => undefined);
}
