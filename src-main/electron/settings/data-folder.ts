import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DataFolderUpdate } from '../../contract/shell-contract.ts';
import { StudioError } from '../../contract/errors.ts';
import { isWithin, type DataFolderFile } from '../../host/data-folder-files.ts';
import type { Moving } from '../processes/move-process.ts';

export interface DataFolderOptions {
  current(): string;
  /** `null` means none was chosen. */
  choose(): Promise<string | null>;
  stopHost(): Promise<void>;
  /** Opens the folder that `remember` named last. Rejects with why it cannot be opened. */
  startHost(): Promise<void>;
  move(from: string, to: string, onProgress: (moving: Moving) => void): Promise<void>;
  /** From now on, at every start. */
  remember(dataDir: string): void;
  listFiles(from: string): Promise<DataFolderFile[]>;
  removeOld(from: string, files: readonly DataFolderFile[]): Promise<void>;
  logError(message: string, error: unknown): void;
}

/** `open`: a studio has left its data there before. */
type FolderPlan = 'same' | 'nested' | 'open' | 'move';

function planFolder(from: string, to: string): FolderPlan {
  if (resolve(from) === resolve(to)) return 'same';
  if (existsSync(join(to, 'kioku.db'))) return 'open';
  return isWithin(to, from) || isWithin(from, to) ? 'nested' : 'move';
}

/**
 * Takes the studio's data to another folder: the host is closed, everything is copied and read back, and only when a host has opened the
 * new folder is the old one emptied. Whatever fails, the studio goes on with the old one. Throws `folder-refused`.
 */
export async function changeDataFolder(
  options: DataFolderOptions,
  onProgress: (update: DataFolderUpdate) => void,
): Promise<DataFolderUpdate> {
  const from = options.current();
  const to = await options.choose();
  const plan = to === null ? 'same' : planFolder(from, to);
  if (to === null || plan === 'same') return { type: 'cancelled' };
  if (plan === 'nested') {
    const message = 'The new folder and the present one lie in each other. Choose a folder elsewhere.';
    throw new StudioError('folder-refused', message, { reason: 'nested' });
  }
  await options.stopHost();
  let files: DataFolderFile[] = [];
  try {
    if (plan === 'move') {
      files = await options.listFiles(from);
      await options.move(from, to, ({ stage, ...bytes }) => onProgress({ type: stage, ...bytes }));
    }
    options.remember(to);
    await options.startHost();
  } catch (error) {
    await options.stopHost();
    if (options.current() !== from) options.remember(from);
    await options.startHost();
    throw error;
  }
  // Everything is in its new place: what could not be removed of the old one is no failure of the move.
  if (files.length > 0)
    await options.removeOld(from, files).catch((error: unknown) => options.logError(`${from} was not emptied`, error));
  return { type: 'changed', dataDir: to };
}
