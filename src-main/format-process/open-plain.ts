import { stat } from 'node:fs/promises';
import type { OpenedArchive } from '../datasets/readers/archive.ts';
import { diskFile } from '../datasets/readers/source-file.ts';

/** Opens a file as it is, as an archive with nothing else in it. */
export async function openPlain(name: string, path: string): Promise<OpenedArchive> {
  const { size } = await stat(path);
  return { files: [{ ...diskFile(name, path, size), file: path }], close: () => undefined };
}
