import { readFile } from 'node:fs/promises';

/** Throws an Error, in words for a person, where there is no such file or it is not JSON. */
export async function readJson(path: string): Promise<unknown> {
  const json = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read: ${error.message}`);
  });
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    throw new Error(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
