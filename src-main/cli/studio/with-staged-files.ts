import { basename, resolve } from 'node:path';
import { findLocalFiles } from '../../host/local-files.ts';
import type { Studio } from './studio.ts';

/** Brings a file or a folder of this machine for as long as `work` takes; nothing of it is kept. */
export async function withStagedFiles<T>(
  studio: Studio,
  path: string,
  work: (importId: string) => Promise<T>,
): Promise<T> {
  const importId = await studio.stageFiles(basename(resolve(path)), await findLocalFiles([path]));
  try {
    return await work(importId);
  } finally {
    await studio.client.imports.discard({ importId });
  }
}
