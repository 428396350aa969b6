import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
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

/** The same of a text that is in no file. */
export async function withStagedText<T>(
  studio: Studio,
  name: string,
  text: string,
  work: (importId: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kioku-'));
  try {
    const path = join(folder, name);
    await writeFile(path, text);
    return await withStagedFiles(studio, path, work);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
