import { readdir, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';

export interface DataFolderFile {
  /** Relative to the folder. */
  path: string;
  bytes: number;
}

/** Names at the top of a data folder that belong to the host which uses it just now, and mean nothing elsewhere. */
export const boundToHost: ReadonlySet<string> = new Set([
  'host.lock',
  'host.lock-journal',
  'host.pid',
  'host.address',
  'host.sock',
  'imports',
  'serve.log',
  'serve.old.log',
]);

/** Lists the files of a data folder that are to be kept. Links are none of the studio's making. */
export async function dataFolderFiles(folder: string): Promise<DataFolderFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: DataFolderFile[] = [];
  for (const entry of entries) {
    const path = relative(folder, join(entry.parentPath, entry.name));
    if (!entry.isFile() || boundToHost.has(path.split(sep)[0])) continue;
    files.push({ path, bytes: (await stat(join(folder, path))).size });
  }
  return files;
}

/** Tells whether one folder is the other, or lies in it. */
export function isWithin(inner: string, outer: string): boolean {
  const path = relative(resolve(outer), resolve(inner));
  // On another drive it is absolute.
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && resolve(path) !== path);
}
