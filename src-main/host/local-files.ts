import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import type { LocalFile } from './host.ts';

/** The files at these paths, and in the folders among them; links are not followed out of a folder. Throws, in words for a person, where one does not exist. */
export async function findLocalFiles(paths: readonly string[]): Promise<LocalFile[]> {
  const found: LocalFile[] = [];
  for (const path of paths) {
    const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
      throw new Error(
        error.code === 'ENOENT' ? `There is no file or folder ${path}.` : `${path} cannot be read: ${error.message}.`,
      );
    });
    if (stats.isDirectory()) found.push(...(await filesIn(path)));
    else if (stats.isFile()) found.push({ path: basename(path), bytes: stats.size, file: resolve(path) });
    else throw new Error(`${path} is neither a file nor a folder.`);
  }
  if (found.length === 0) throw new Error(`There are no files in ${paths.join(', ')}.`);
  return found;
}

async function filesIn(folder: string): Promise<LocalFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: LocalFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file).replaceAll('\\', '/');
    files.push({ path, bytes: (await lstat(file)).size, file: resolve(file) });
  }
  return files;
}
