import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The path of a database file that a person named, or else of the one in the data folder. Throws where there is none. */
export async function existingDatabase(given: string | undefined, dataDir: string | undefined): Promise<string> {
  const { defaultDataDir } = await import('../host/default-data-dir.ts');
  const file = given === undefined ? join(resolve(dataDir ?? defaultDataDir()), 'kioku.db') : resolve(given);
  if (existsSync(file)) return file;
  throw new Error(given === undefined ? `There is no database yet: ${file}.` : `There is no file ${file}.`);
}
