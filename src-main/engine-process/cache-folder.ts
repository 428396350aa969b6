import { homedir } from 'node:os';
import { join } from 'node:path';

/** Returns the folder in which this system keeps files that can be made again. Not in the data folder, which is moved and backed up as a whole. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Kioku Studio');
  if (process.platform === 'win32')
    return join(LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'Kioku Studio Cache');
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'kioku-studio');
}

/** The folder of the code that Node makes of sources: without types, and compiled. */
export const compiledCodeFolder = (): string => join(cacheFolder(), 'compiled');
